"""Asset tags: short, in capitals, fit for a label and an address."""

import re

LONGEST = 40
_TAG = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}\Z")
RESERVED = frozenset({"NEW"})
"""Words that are addresses of other pages."""


def normalized_tag(text: str) -> str:
    """The tag as it is stored: capitals, no blanks around."""
    return text.strip().upper()


def named_tag(text: str) -> str:
    """The tag in what was typed or scanned; our own label carries the address of the report on its device."""
    return normalized_tag(text.strip().rstrip("/").rpartition("/report/device/")[2])


def is_tag(text: str) -> bool:
    """Letters, digits, dots, hyphens and underscores, beginning with a letter or digit; not a word of ours."""
    return bool(_TAG.match(text)) and text not in RESERVED
