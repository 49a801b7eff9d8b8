"""HIBCC: primary and secondary data of a HIBC (domain/3 §3.2.2)."""

import re
from datetime import date
from typing import Final

from assets.rules.udi import dates
from assets.rules.udi.check_digits import hibc_check_character
from assets.rules.udi.hibcc_data import note_segment
from assets.rules.udi.identifiers import is_hibc
from assets.rules.udi.result import Agency, Notes, Udi, Warn

_BLANK_AS_LINE: Final = "_"
_LONGEST_IDENTIFIER: Final = 23
_DATED = re.compile(r"/1[46]D[0-9]{8}\Z")
_SECONDARY_ALONE = re.compile(r"\+(?:\$|[0-9]{5})")


def recognizes(text: str) -> bool:
    """A plus followed by a labeler or by secondary data; a phone number lacks the check character."""
    if re.match(r"\+[0-9]{5}", text):
        return hibc_check_character(text[:-1]) == text[-1]
    return bool(re.match(r"\+(?:[A-Za-z][A-Za-z0-9]{3}|\$)", text))


def read(text: str, today: date) -> Udi:
    """Take a recognized text apart."""
    notes = Notes()
    whole = text.upper()
    body, is_right = _without_check(whole, notes)
    if _SECONDARY_ALONE.match(body):
        return _secondary_alone(body, notes, today)
    primary, *others = body[1:].split("/")
    notes.keep("+", primary)
    for other in others:
        note_segment(other, notes, today)
    if not is_hibc(primary):
        notes.warn(Warn.IDENTIFIER_MALFORMED, "+")
    return notes.udi(Agency.HIBCC, primary, is_right)


def _secondary_alone(body: str, notes: Notes, today: date) -> Udi:
    """A symbol of its own for lot, serial and dates; its last character links it to the primary one."""
    notes.warn(Warn.IDENTIFIER_MISSING, "+")
    main, *others = body[1:-1].split("/")
    for part in (main, *others):
        note_segment(part, notes, today)
    return notes.udi(Agency.HIBCC, "", False)


def _without_check(whole: str, notes: Notes) -> tuple[str, bool]:
    """The text without its check character, and whether that was right.

    A blank as check character may be printed as a line or cut off by a form.
    """
    trimmed = whole.rstrip()
    for text in (whole, trimmed):
        if hibc_check_character(text[:-1]) == text[-1].replace(_BLANK_AS_LINE, " "):
            return text[:-1], True
    if hibc_check_character(trimmed) == " ":
        return trimmed, True
    if _has_none(trimmed):
        notes.warn(Warn.CHECK_CHARACTER_MISSING)
        return trimmed, False
    notes.warn(Warn.CHECK_CHARACTER_WRONG)
    return trimmed[:-1], False


def _has_none(whole: str) -> bool:
    """Does the text end where data must end, so that no check character can be there?"""
    if "/" in whole:
        return bool(_DATED.search(whole))
    primary = whole[1:]
    return len(primary) <= _LONGEST_IDENTIFIER and is_hibc(primary) and not dates.is_digits(primary[-2:], 2)
