"""HIBC secondary data: quantity, dates, lot and serial."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from assets.rules.udi import dates
from assets.rules.udi.result import Notes, Warn

LONGEST_TEXT: Final = 18
_LAST_HOUR: Final = 23
_LEGACY = re.compile(r"[0-9]{5}")
_QUANTITY = re.compile(r"8[0-9]{2}|9[0-9]{5}")
_SUPPLEMENT = re.compile(r"(14D|16D|S|Q)(.*)", re.DOTALL)

DateReader = Callable[[str, date], date | None]


def note_segment(text: str, notes: Notes, today: date) -> None:
    """Note one part between slashes."""
    supplement = _SUPPLEMENT.fullmatch(text)
    if text.startswith("$"):
        _note_flagged(text, notes, today)
    elif _LEGACY.match(text):
        notes.set_date("expiration", dates.year_day(text[:5], today), text[:5])
        _note_text("lot", "", text[5:], notes, may_be_empty=True)
    elif supplement:
        _note_supplement(supplement.group(1), supplement.group(2), notes)
    else:
        notes.keep("", text)
        notes.warn(Warn.SEGMENT_UNKNOWN, text[:3])


def _note_flagged(text: str, notes: Notes, today: date) -> None:
    """`$` lot, `$+` serial, `$$` with quantity and expiry before either."""
    flag = "$$" if text.startswith("$$") else "$"
    rest = text[len(flag) :]
    is_serial = rest.startswith("+")
    if is_serial:
        flag, rest = flag + "+", rest[1:]
    has_date = False
    if flag.startswith("$$"):
        flag, rest, has_date = _note_expiry(flag, rest, notes, today)
    _note_text("serial" if is_serial else "lot", flag, rest, notes, may_be_empty=has_date)


def _note_expiry(flag: str, rest: str, notes: Notes, today: date) -> tuple[str, str, bool]:
    """Flag with its date mark, what follows the date, and whether there was a date."""
    quantity = _QUANTITY.match(rest)
    if quantity:
        notes.keep("Q", quantity.group()[1:])
        rest = rest[quantity.end() :]
    if rest.startswith("7"):
        return f"{flag}7", rest[1:], False
    mark = rest[:1] if rest[:1] in _MARKED else ""
    if not mark and quantity and not dates.is_digits(rest[:4], 4):
        return flag, rest, True
    length, reader = _MARKED.get(mark, (4, dates.month_year))
    digits = rest[len(mark) :][:length]
    notes.keep(f"{flag}{mark}", digits)
    notes.set_date("expiration", reader(digits, today), f"{flag}{mark}")
    return f"{flag}{mark}", rest[len(mark) + length :], True


def _note_supplement(identifier: str, value: str, notes: Notes) -> None:
    if identifier == "S":
        _note_text("serial", identifier, value, notes, may_be_empty=False)
        return
    notes.keep(identifier, value)
    if identifier != "Q":
        name = "expiration" if identifier == "14D" else "manufacture"
        notes.set_date(name, dates.whole_date(value), identifier)


def _note_text(name: str, identifier: str, value: str, notes: Notes, *, may_be_empty: bool) -> None:
    if not value and may_be_empty:
        return
    notes.keep(identifier or name, value)
    if len(value) > LONGEST_TEXT:
        notes.warn(Warn.VALUE_TOO_LONG, identifier or name)
    notes.set_text(name, value, identifier or name)


def _with_hour(reader: DateReader, length: int) -> DateReader:
    """A reader of the date in front of a hour."""

    def read(digits: str, today: date) -> date | None:
        if not dates.is_digits(digits[length:], 2) or int(digits[length:]) > _LAST_HOUR:
            return None
        return reader(digits[:length], today)

    return read


_MARKED: Final[dict[str, tuple[int, DateReader]]] = {
    "2": (6, dates.month_day_year),
    "3": (6, dates.year_month_day),
    "4": (8, _with_hour(dates.year_month_day, 6)),
    "5": (5, dates.year_day),
    "6": (7, _with_hour(dates.year_day, 5)),
}
