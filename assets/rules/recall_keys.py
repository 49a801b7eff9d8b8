"""How people name a recall case: `RC-17`."""

from typing import Final

PREFIX: Final = "RC-"
LONGEST: Final = 18


def case_key(number: int) -> str:
    """The key of a case."""
    return f"{PREFIX}{number}"


def case_number(key: str) -> int:
    """The number in a key; 0, which no case has, for anything else."""
    digits = key.strip().upper().removeprefix(PREFIX)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST else 0
