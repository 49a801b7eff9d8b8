"""Check digits: mod 10 of GS1 numbers, mod 43 of HIBC."""

import re
from itertools import cycle

HIBC_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_VALUES = {character: value for value, character in enumerate(HIBC_CHARACTERS)}
_DIGITS = re.compile(r"[0-9]+")


def gs1_check_digit(body: str) -> str:
    """The check digit of a number without it: from the right, weights 3, 1, 3, 1 and so on."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(body), cycle((3, 1)), strict=False))
    return str(-total % 10)


def has_gs1_check_digit(number: str) -> bool:
    """Is the last digit of this number its check digit? False for anything but digits."""
    return bool(_DIGITS.fullmatch(number)) and gs1_check_digit(number[:-1]) == number[-1]


def hibc_check_character(text: str) -> str:
    """The mod 43 character of a text with its leading `+`; empty where a character is not in the table."""
    total = 0
    for character in text:
        if character not in _VALUES:
            return ""
        total += _VALUES[character]
    return HIBC_CHARACTERS[total % len(HIBC_CHARACTERS)]
