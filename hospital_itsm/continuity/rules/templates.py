"""Words of updates with names in double braces: plain substitution, no logic, no nesting, one pass."""

import re
from collections.abc import Mapping
from typing import Final

NAME: Final = re.compile(r"\{\{\s*([a-z_]{1,30})\s*\}\}")
BRACES: Final = re.compile(r"\{\{|\}\}")
KNOWN: Final = ("began", "level", "next_update", "number", "services", "units")
"""The names an update may use."""


class Unfilled(ValueError):
    """A name nobody knows, one without a value, or braces that are none; `name` is what stood there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def names_in(text: str) -> list[str]:
    """The names a text uses, in order. Raises Unfilled for braces that hold no name."""
    if left := BRACES.search(NAME.sub("", text)):
        raise Unfilled(left.group())
    return NAME.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with values in the place of names; what a value holds is never looked at again.

    Raises Unfilled for the first name without a value.
    """
    for name in names_in(text):
        if not values.get(name):
            raise Unfilled(name)
    return NAME.sub(lambda found: values[found.group(1)], text)
