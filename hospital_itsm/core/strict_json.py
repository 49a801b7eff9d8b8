"""JSON as its standard means it (RFC 8259): each name once in an object, no NaN and no Infinity."""

import json
from typing import Any, NoReturn

from django.utils.translation import gettext as _


def strict_json(text: str) -> Any:
    """What a text says. Raises ValueError with words, RecursionError for what is nested too deeply."""
    return json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_no_constant)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("a name stands twice in one object"))
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is not a JSON number") % {"name": name})
