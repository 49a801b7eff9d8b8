"""What one cell of a list of vendors, contracts, budget lines or costs says; what it cannot say has a code.

Nothing is guessed: an amount that can be read in two ways, a number that a spreadsheet shortened and a formula that
failed are refused.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from assets.rules.importing.columns import (
    DAMAGED,
    DAMAGED_NUMBER,
    FORMULA_ERRORS,
    FORMULA_FAULT,
    TOO_LONG,
    CellFault,
    day_of,
    truth_of,
)

NOT_AN_AMOUNT, TWO_WAYS, OTHER_STYLE, TOO_FINE, TOO_LARGE = (
    "not-an-amount", "two-ways", "other-style", "too-fine", "too-large",
)  # fmt: skip
NOT_A_COUNT, NOT_A_NOTICE, NOT_A_CAP, NOT_A_CHOICE = (
    "not-a-count",
    "not-a-notice",
    "not-a-cap",
    "not-a-choice",
)
CLEAR, POINT, COMMA = "clear", "point", "comma"
LARGEST: Final = Decimal(10) ** 12
LONGEST: Final = 500
MOST_DIGITS: Final = 5
CENTS: Final = 2
BLANKS: Final = " \u00a0\u202f"
STYLES: Final[Mapping[str, re.Pattern[str]]] = {
    POINT: re.compile(rf"(\d{{1,3}}(?:[,'{BLANKS}]\d{{3}})+|\d+)(?:\.(\d+))?\Z", re.ASCII),
    COMMA: re.compile(rf"(\d{{1,3}}(?:[.'{BLANKS}]\d{{3}})+|\d+)(?:,(\d+))?\Z", re.ASCII),
}
UNCLEAR: Final = re.compile(r"\d{1,3}[.,]\d{3}\Z", re.ASCII)
"""A thousand and some, or one with three decimals."""
NOT_DIGITS: Final = re.compile(r"[^0-9]")
NOTICE: Final = re.compile(r"(\d{1,5})\s*(d|days?|m|mo|mos|months?)\.?\Z", re.ASCII | re.IGNORECASE)
NOTHING: Final = frozenset({"none", "no", "n/a", "-", "\u2013", "\u2014", "0"})
CPI: Final = frozenset({"cpi", "consumer prices", "consumer prices (cpi)", "inflation"})
BY_PERCENT: Final = "at most a percentage"
"""The percentage stands in a column of its own."""


def amount(text: str, style: str) -> Decimal:
    """An amount in cents, in brackets or with a minus below zero. Raises CellFault."""
    bare = text.replace("\u2212", "-").strip()
    is_bracketed = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if is_bracketed else bare
    is_negative = is_bracketed or bare.startswith("-")
    found = _unsigned(bare[1:].lstrip() if bare.startswith(("-", "+")) else bare, style)
    return -found if is_negative else found


def _unsigned(text: str, style: str) -> Decimal:
    if DAMAGED_NUMBER.match(text):
        raise CellFault(DAMAGED)
    if style == CLEAR and UNCLEAR.match(text):
        raise CellFault(TWO_WAYS)
    readings = {name: _read(text, name) for name in ((POINT, COMMA) if style == CLEAR else (style,))}
    found = [one for one in readings.values() if one is not None]
    if not found:
        other = {POINT: COMMA, COMMA: POINT}.get(style, "")
        raise CellFault(OTHER_STYLE if other and _read(text, other) is not None else NOT_AN_AMOUNT)
    value = found[0]
    if value >= LARGEST:
        raise CellFault(TOO_LARGE)
    if int(value.as_tuple().exponent) < -CENTS:
        raise CellFault(TOO_FINE)
    return value.quantize(Decimal("0.01"))


def _read(text: str, style: str) -> Decimal | None:
    parts = STYLES[style].match(text) if len(text) <= LONGEST else None
    if parts is None:
        return None
    return Decimal(f"{NOT_DIGITS.sub('', parts[1])}.{(parts[2] or '').rstrip('0') or '0'}")


def percent(text: str, style: str) -> Decimal:
    """A percentage with or without its sign. Raises CellFault."""
    return amount(text.removesuffix("%").rstrip(), style)


def count(text: str) -> int:
    """A whole number. Raises CellFault."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise CellFault(NOT_A_COUNT)
    return int(text)


def notice(text: str) -> tuple[int | None, str]:
    """A notice such as "90 d" or "6 months" as number and unit; none for "none". Raises CellFault."""
    if text.lower() in NOTHING:
        return None, ""
    parts = NOTICE.match(text)
    if parts is None:
        raise CellFault(NOT_A_NOTICE)
    return int(parts[1]), "days" if parts[2].lower().startswith("d") else "months"


def cap(text: str, style: str) -> tuple[str, Decimal | None]:
    """What holds a price down: "3%", "CPI" or "none" as code and percentage. Raises CellFault."""
    if text.lower() in NOTHING or text.lower() == "no rise":
        return "none", None
    if text.lower() == BY_PERCENT:
        return "percent", None
    if text.lower() in CPI:
        return "cpi", None
    try:
        return "percent", percent(text, style)
    except CellFault as fault:
        raise CellFault(NOT_A_CAP) from fault


def clause(text: str) -> str:
    """Whether a contract says something, as its code; empty where nobody knows. Raises CellFault."""
    if text.lower() in ("unknown", "?"):
        return ""
    return "yes" if truth_of(text) else "no"


def many(text: str) -> list[str]:
    """The parts of a cell that stand on lines of their own or between semicolons or bars."""
    parts = (part.strip() for part in re.split(r"[;|\n]", text))
    return list(dict.fromkeys(part for part in parts if part))


def choice(text: str, codes: Mapping[str, str]) -> str:
    """The code of a choice; `codes` maps what may be written in small letters. Raises CellFault."""
    found = codes.get(bare(text))
    if found is None:
        raise CellFault(NOT_A_CHOICE)
    return found


def bare(text: str) -> str:
    """What is compared of a heading or a choice: its small letters and digits."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _code(text: str) -> str:
    if DAMAGED_NUMBER.match(text):
        raise CellFault(DAMAGED)
    return _words(text)


def _words(text: str) -> str:
    if len(text) > LONGEST:
        raise CellFault(TOO_LONG)
    return text


READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "code": _code, "text": _words, "count": count, "notice": notice, "clause": clause, "truth": truth_of, "many": many,
}  # fmt: skip
BY_STYLE: Final[Mapping[str, Callable[[str, str], Any]]] = {"amount": amount, "percent": percent, "cap": cap}


def read(reads: str, text: str, *, days: str, amounts: str) -> Any:
    """What a cell says that is read in this way. Raises CellFault."""
    if text in FORMULA_ERRORS:
        raise CellFault(FORMULA_FAULT)
    if reads == "day":
        return day_of(text, days)
    if reads in BY_STYLE:
        return BY_STYLE[reads](text, amounts)
    return READERS[reads](text)
