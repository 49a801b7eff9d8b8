"""Files of inventories: bounded, strict JSON, one machine a file."""

from typing import Any, Final

from hospital_itsm.core.strict_json import strict_json
from hospital_itsm.discovery.rules.glpi import Machine, Unreadable, read

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_FILES: Final = 200
NOT_JSON, TOO_LARGE = "not-json", "too-large"


def machine_of(data: bytes) -> Machine:
    """The machine of one file. Raises Unreadable with a code."""
    if len(data) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    try:
        document: Any = strict_json(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(NOT_JSON) from error
    return read(document)
