"""Finding words in texts, whatever their case and spacing, and putting a sign in their place."""

import re
from collections.abc import Sequence
from typing import Any, Final

SHORTEST: Final = 3
"""Shorter words stand in too many others."""
LONGEST: Final = 200
MOST: Final = 20
TYPED: Final = frozenset(
    {
        *("reason", "message", "note", "text", "reply", "words", "title", "room", "callback", "caller"),
        *(
            "waiting_for",
            "device_text",
            "spoke_with",
            "charge_nurse",
            "engineer",
            "confirmed_with",
            "outcome",
        ),
    }
)
"""Under these names stand words that people typed, not codes."""


def sign(what: str) -> str:
    """What stands in the place of what was removed."""
    return f"[REDACTED:{what}]"


def written(text: str) -> tuple[str, ...]:
    """The words somebody listed, one a line, each once; lines of spaces are none."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def finder(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern of these words, the longest first, with any spacing between their parts."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered), re.IGNORECASE)


def cleaned(value: Any, found: re.Pattern[str], instead: str) -> tuple[Any, int]:
    """A text without the words, and how often they stood there.

    Of lists and mappings, too, whose codes stay as they are: only texts of several words, and those under `TYPED`.
    """
    if isinstance(value, str):
        return found.subn(lambda _match: instead, value)
    return _inside(value, found, instead, typed=False)


def _inside(value: Any, found: re.Pattern[str], instead: str, *, typed: bool) -> tuple[Any, int]:
    if isinstance(value, str):
        return cleaned(value, found, instead) if typed or " " in value else (value, 0)
    if isinstance(value, list):
        pairs = [_inside(one, found, instead, typed=typed) for one in value]
        return [one for one, _count in pairs], sum(count for _one, count in pairs)
    if isinstance(value, dict):
        done = {
            name: _inside(one, found, instead, typed=typed or name in TYPED) for name, one in value.items()
        }
        return {name: one for name, (one, _count) in done.items()}, sum(n for _one, n in done.values())
    return value, 0
