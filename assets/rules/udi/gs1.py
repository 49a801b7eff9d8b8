"""GS1: element strings as scanned, with parentheses as printed, and bare GTINs (domain/3 §3.2.1)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from assets.rules.udi import dates
from assets.rules.udi.check_digits import has_gs1_check_digit
from assets.rules.udi.gs1_identifiers import Format, format_of
from assets.rules.udi.identifiers import GTIN_LENGTH, SHORT_GTINS, padded
from assets.rules.udi.result import Agency, Notes, Udi, Warn

SEPARATOR: Final = "\x1d"
_SEPARATOR_AS_TEXT = re.compile(r"<GS>|\{GS\}|<FNC1>|\u241d", re.IGNORECASE)
_PRINTED = re.compile(r"\s*\(([0-9]{2,4})\)")
_BARE_GTIN = re.compile(r"\s*([0-9]{8}|[0-9]{12,14})\s*")
_SCANNED = re.compile(r"01[0-9]{14}")
_ALLOWED = re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*""")

_TEXTS: Final = {"10": "lot", "21": "serial"}
_DATES: Final = {"11": "manufacture", "17": "expiration"}
_LONG_DATE: Final = 8

Element = tuple[str, str]


def recognizes(text: str) -> bool:
    """Parentheses, a bare GTIN, or an element string that begins with one or has separators."""
    return bool(_PRINTED.match(text) or _BARE_GTIN.fullmatch(text)) or (
        recognizes_scanned(text) and bool(_SCANNED.match(_separated(text)) or SEPARATOR in _separated(text))
    )


def recognizes_scanned(text: str) -> bool:
    """After a scanner prefix that only GS1 symbols have, digits are enough."""
    return bool(re.match(r"[0-9]{2}", _separated(text)))


def read(text: str, today: date) -> Udi:
    """Take a recognized text apart."""
    notes = Notes()
    bare = _BARE_GTIN.fullmatch(text)
    if bare:
        elements: Iterator[Element] = iter([("01", padded(bare.group(1)))])
    elif _PRINTED.match(text):
        elements = _printed(text)
    else:
        elements = _scanned(_separated(text), notes)
    for identifier, value in elements:
        _note(identifier, value, notes, today)
    di, is_valid = _device_identifier(notes)
    return notes.udi(Agency.GS1, di, is_valid)


def _separated(text: str) -> str:
    """The text with real separators, without one in front."""
    return _SEPARATOR_AS_TEXT.sub(SEPARATOR, text).strip().lstrip(SEPARATOR)


def _printed(text: str) -> Iterator[Element]:
    """Elements of the form with parentheses, which are not part of the data."""
    found = list(_PRINTED.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        value = _SEPARATOR_AS_TEXT.sub("", text[match.end() : end]).replace(SEPARATOR, "")
        yield match.group(1), value.strip()


def _scanned(text: str, notes: Notes) -> Iterator[Element]:
    """Elements of a scanned string: fixed lengths follow each other, others end at a separator."""
    place = 0
    while place < len(text):
        identifier, form = format_of(text[place : place + 4])
        if form is None:
            notes.keep("", text[place:])
            notes.warn(Warn.SEGMENT_UNKNOWN, text[place : place + 2])
            return
        place += len(identifier)
        end = _end_of(text, place, identifier, form)
        yield identifier, text[place:end]
        place = end + 1 if text[end : end + 1] == SEPARATOR else end


def _end_of(text: str, place: int, identifier: str, form: Format) -> int:
    """Where the value ends; a date written with 8 digits is taken whole, so that the rest stays readable."""
    separator = text.find(SEPARATOR, place)
    end = len(text) if separator < 0 else separator
    if not form.is_fixed:
        return end
    if identifier in _DATES and _is_long_date(text[place : place + _LONG_DATE]):
        return place + _LONG_DATE
    return min(end, place + form.longest)


def _is_long_date(digits: str) -> bool:
    """Are these 8 digits a date of their own while the first 6 are none?"""
    century = digits[:2] in ("19", "20")
    return century and dates.whole_date(digits) is not None and not _could_be_short(digits[:6])


def _could_be_short(digits: str) -> bool:
    return 1 <= int(digits[2:4]) <= 12 and int(digits[4:]) <= 31


def _note(identifier: str, value: str, notes: Notes, today: date) -> None:
    notes.keep(identifier, value)
    _, form = format_of(identifier)
    if form is None:
        notes.warn(Warn.SEGMENT_UNKNOWN, identifier)
    elif identifier in _DATES:
        _note_date(identifier, value, notes, today)
    elif identifier == "01":
        notes.set_text("identifier", value, identifier)
    else:
        _note_text(identifier, value, form, notes)


def _note_text(identifier: str, value: str, form: Format, notes: Notes) -> None:
    if len(value) > form.longest:
        notes.warn(Warn.VALUE_TOO_LONG, identifier)
    if not _ALLOWED.fullmatch(value) or (form.is_fixed and not dates.is_digits(value, form.longest)):
        notes.warn(Warn.VALUE_MALFORMED, identifier)
    if identifier in _TEXTS:
        notes.set_text(_TEXTS[identifier], value, identifier)


def _note_date(identifier: str, value: str, notes: Notes, today: date) -> None:
    """A date of 8 digits is named as such and never guessed."""
    if len(value) == _LONG_DATE and dates.whole_date(value):
        notes.warn(Warn.DATE_HAS_EIGHT_DIGITS, identifier)
        return
    notes.set_date(_DATES[identifier], dates.year_month_day(value, today), identifier)


def _device_identifier(notes: Notes) -> tuple[str, bool]:
    """The GTIN in 14 digits and whether its check digit is right."""
    number = notes.texts.get("identifier", "")
    if not number:
        notes.warn(Warn.IDENTIFIER_MISSING, "01")
        return "", False
    if any(dates.is_digits(number, length) for length in SHORT_GTINS):
        notes.warn(Warn.ZEROS_LOST, "01")
        number = padded(number)
    if not dates.is_digits(number, GTIN_LENGTH):
        notes.warn(Warn.IDENTIFIER_MALFORMED, "01")
        return number, False
    is_valid = has_gs1_check_digit(number)
    if not is_valid:
        notes.warn(Warn.CHECK_CHARACTER_WRONG, "01")
    return number, is_valid
