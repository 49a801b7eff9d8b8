"""ICCBBA (ISBT 128): blood and tissue products (domain/3 §3.2.3)."""

import re
from datetime import date
from typing import Final

from assets.rules.udi import dates
from assets.rules.udi.result import Agency, Notes, Udi, Warn

_PART = re.compile(r"(=\+|=/|=,|=>|=\}|=\)|&,1|&\)|=)([^=&]*)")
_BEGIN = re.compile(r"=\+[0-9]{5}|=/|=,[A-Za-z0-9]|=>[0-9]|=\}[0-9]|=\)|&,1|&\)|=[A-Za-z0-9]{15}")

_TEXTS: Final = {
    "=/": ("identifier", 16),
    "=)": ("identifier", 10),
    "=,": ("serial", 6),
    "=": ("donation", 15),
    "&,1": ("lot", 18),
    "&)": ("lot", 10),
}
_DATES: Final = {"=>": "expiration", "=}": "manufacture"}


def recognizes(text: str) -> bool:
    """One of the delimiters, and what must follow it."""
    return bool(_BEGIN.match(text))


def read(text: str, today: date) -> Udi:
    """Take a recognized text apart. `today` is not needed: years have three digits."""
    notes = Notes()
    for part in _PART.finditer(text.rstrip()):
        _note(part.group(1), part.group(2), notes)
    if _PART.sub("", text.rstrip()):
        notes.warn(Warn.SEGMENT_UNKNOWN)
    di = notes.texts.get("identifier", "")
    if not di:
        notes.warn(Warn.IDENTIFIER_MISSING)
    wrong = {finding.segment for finding in notes.warnings if finding.code == Warn.VALUE_MALFORMED}
    return notes.udi(Agency.ICCBBA, di, bool(di) and not wrong & {"=/", "=)"})


def _note(identifier: str, value: str, notes: Notes) -> None:
    notes.keep(identifier, value)
    if identifier in _DATES:
        notes.set_date(_DATES[identifier], dates.thousand_year_day(value), identifier)
    elif identifier in _TEXTS:
        name, length = _TEXTS[identifier]
        if len(value) != length or not (value.isascii() and value.isalnum()):
            notes.warn(Warn.VALUE_MALFORMED, identifier)
        notes.set_text(name, value, identifier)
