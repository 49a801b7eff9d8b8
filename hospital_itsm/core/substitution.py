"""Names in ready words, such as `{{ ticket }}`: plain substitution from a fixed list, never a template."""

import re
from collections.abc import Collection, Mapping

_NAME = re.compile(r"\{\{([^{}]*)\}\}")


def names_in(text: str) -> frozenset[str]:
    """The names that stand in double braces."""
    return frozenset(name.strip() for name in _NAME.findall(text))


def unknown_names(text: str, known: Collection[str]) -> list[str]:
    """What stands in double braces and is no known name; a brace pair that is not closed is `{{`."""
    found = [name.strip() for name in _NAME.findall(text)]
    unknown = [name for name in found if name not in known]
    rest = _NAME.sub("", text)
    loose = [mark for mark in ("{{", "}}") if mark in rest]
    return list(dict.fromkeys([*unknown, *loose]))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each known name replaced once; what a value holds is never read as a name again."""
    return _NAME.sub(lambda found: values.get(found.group(1).strip(), found.group(0)), text)
