"""How many tickets a bulk change takes, and the number in words that a big one is confirmed with."""

from typing import Final

INLINE: Final = 50
"""So many are worked while the person waits; more are a job."""

MOST: Final = 10_000

_SMALL: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def is_big(count: int) -> bool:
    """Is it worked by a job, and confirmed with its number?"""
    return count > INLINE


def number_in_words(number: int) -> str:
    """The number as it is said, up to a million: 312 is "three hundred and twelve"."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        rest = f"-{_SMALL[number % 10]}" if number % 10 else ""
        return f"{_TENS[number // 10]}{rest}"
    if number < 1000:
        rest = f" and {number_in_words(number % 100)}" if number % 100 else ""
        return f"{_SMALL[number // 100]} hundred{rest}"
    thousands, rest_of = divmod(number, 1000)
    rest = ""
    if rest_of:
        rest = f" {'and ' if rest_of < 100 else ''}{number_in_words(rest_of)}"
    return f"{number_in_words(thousands)} thousand{rest}"


def says_number(typed: str, number: int) -> bool:
    """Does what was typed say this number: its words, or its digits?"""
    return _plain(typed) in (_plain(number_in_words(number)), str(number)) and "-" not in typed.strip()[:1]


def _plain(text: str) -> str:
    """Digits without commas and blanks; words without hyphens, commas and "and"."""
    joined = "".join(text.replace(",", "").split())
    if joined.isdecimal():
        return joined
    words = text.lower().replace("-", " ").replace(",", " ").split()
    return " ".join(word for word in words if word != "and" and word.isalpha())
