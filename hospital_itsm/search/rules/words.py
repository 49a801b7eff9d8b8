"""What was typed into the box: words, quoted phrases, or the end of a ticket's number."""

import re
from typing import Final

LONGEST_TEXT: Final = 200
MOST_PARTS: Final = 8
"""Each further word costs every group a look; nobody types more and means them."""
SHORTEST_ENDING: Final = 3
"""Shorter endings fit a tenth or a hundredth of all tickets; only the whole number is looked for then."""
_PART: Final = re.compile(r'"([^"]+)"|([^\s"]+)')
_NUMBER: Final = re.compile(r"([A-Z]{3})?[\s-]*([0-9]{1,12})")


def parts_of(text: str) -> tuple[str, ...]:
    """The words and the quoted phrases, in order; `4 "west wing` is read as three words."""
    found = (" ".join((phrase or word).split()) for phrase, word in _PART.findall(text))
    return tuple(part for part in found if part)[:MOST_PARTS]


def number_of(text: str) -> tuple[str, str]:
    """The prefix and the digits of what looks like a ticket's number or the end of one; empty where it does not.

    "inc 4711", "INC-4711" and "4711" are numbers; "4 west" is not.
    """
    found = _NUMBER.fullmatch(text.strip().upper())
    return (found[1] or "", found[2]) if found else ("", "")


def is_ending(prefix: str, digits: str) -> bool:
    """May more stand before these digits?"""
    return not prefix and len(digits) >= SHORTEST_ENDING
