"""Cleaning what people type: characters no database or reader can take go, the words stay."""

import re
import unicodedata

USER_NAME = "[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
NAMED = re.compile(rf"(?<![\w.@/-])@({USER_NAME})")
"""A user name after an @ that is not within an address."""

KEPT_CONTROLS = "\n\t"
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make text read in another order than it is stored, so that a name can lie."""


def plain(text: str) -> str:
    """The text with one kind of line end, without control characters, half characters and direction marks."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(character for character in composed if _is_text(character)).strip()


def one_line(text: str) -> str:
    """The cleaned text on a single line, runs of blanks made one."""
    return " ".join(plain(text).split())


def named_in(text: str) -> tuple[str, ...]:
    """The user names after an @ in the text, in small letters and each once, in the order they stand."""
    return tuple(dict.fromkeys(found.lower() for found in NAMED.findall(text)))


def _is_text(character: str) -> bool:
    if character in KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in DIRECTION_MARKS
