"""Why a device is in or out, as a code and the value it rests on; `assets/recall_wording.py` has the words."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """One ground for a match, a doubt or an exclusion."""

    DI_EQUAL = "di-equal"
    DI_CHECK_WRONG = "di-check-wrong"
    DI_DIFFERS = "di-differs"
    DI_UNKNOWN = "di-unknown"
    REFERENCE_EQUAL = "reference-equal"
    REFERENCE_LONGER = "reference-longer"
    MODEL_MENTIONED = "model-mentioned"
    NAME_SIMILAR = "name-similar"
    MAKER_SAME = "maker-same"
    MAKER_UNKNOWN = "maker-unknown"
    MAKER_SIMILAR = "maker-similar"
    PRODUCT_CODE_EQUAL = "product-code-equal"

    ALL_UNITS = "all-units"
    NO_LIMITS_READ = "no-limits-read"
    HAS_EXCEPTIONS = "has-exceptions"
    SERIAL_LISTED = "serial-listed"
    SERIAL_NOT_LISTED = "serial-not-listed"
    SERIAL_UNKNOWN = "serial-unknown"
    SERIAL_LIST_UNREAD = "serial-list-unread"
    LOT_LISTED = "lot-listed"
    LOT_NOT_LISTED = "lot-not-listed"
    LOT_UNKNOWN = "lot-unknown"
    LOT_LIST_UNREAD = "lot-list-unread"
    VERSION_IN_RANGE = "version-in-range"
    VERSION_OUT_OF_RANGE = "version-out-of-range"
    VERSION_UNKNOWN = "version-unknown"
    MADE_IN_RANGE = "made-in-range"
    MADE_OUT_OF_RANGE = "made-out-of-range"
    MADE_UNKNOWN = "made-unknown"
    LIMITS_DISAGREE = "limits-disagree"


@dataclass(frozen=True)
class Reason:
    """One ground and the value it rests on."""

    why: Why
    value: str = ""
