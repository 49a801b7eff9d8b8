"""Values of the fields a hospital adds to a class of assets: checked and stored as plain JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from hospital_itsm.core.plain_text import one_line

LONGEST_TEXT: Final = 200
LONGEST_NUMBER: Final = 30
YES: Final = frozenset({"yes", "true", "1", "on"})
NO: Final = frozenset({"no", "false", "0", "off"})


class Fault(StrEnum):
    """Why a value cannot be taken."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    TOO_LONG = "too-long"
    NOT_A_NUMBER = "not-a-number"
    NOT_A_DATE = "not-a-date"
    NOT_YES_OR_NO = "not-yes-or-no"
    NOT_A_CHOICE = "not-a-choice"


@dataclass(frozen=True, slots=True)
class Field:
    """A custom field as the rules see it."""

    key: str
    kind: str
    is_required: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the values to store and, by key, what is wrong."""

    values: Mapping[str, Any]
    faults: Mapping[str, Fault]


class _NotTaken(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read(fields: Iterable[Field], given: Mapping[str, Any], stored: Mapping[str, Any]) -> Read:
    """Merge what was given into what is stored. An empty value clears a field; keys not given stay as they are.

    Values stored under keys that are no field any more are kept, so that retiring a field loses nothing.
    """
    known = {field.key: field for field in fields}
    values, faults = dict(stored), {key: Fault.UNKNOWN for key in given if key not in known}
    for key, field in known.items():
        try:
            if key in given:
                values[key] = _value(field, given[key])
        except _NotTaken as error:
            faults[key] = error.fault
            continue
        if values.get(key) is None:
            values.pop(key, None)
            if field.is_required:
                faults[key] = Fault.MISSING
    return Read(values, faults)


def _value(field: Field, given: Any) -> Any:
    text = "" if given is None else str(given).strip()
    if not text:
        return None
    return _READERS[field.kind](field, text)


def _text(field: Field, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise _NotTaken(Fault.TOO_LONG)
    return one_line(text)


def _number(field: Field, text: str) -> str:
    try:
        number = Decimal(text.replace(",", "") if "." in text else text)
    except InvalidOperation:
        raise _NotTaken(Fault.NOT_A_NUMBER) from None
    if not number.is_finite() or len(text) > LONGEST_NUMBER or _places(number) > LONGEST_NUMBER:
        raise _NotTaken(Fault.NOT_A_NUMBER)
    return format(number, "f")


def _places(number: Decimal) -> int:
    """How many digits the exponent alone would write out: "1E+999999999" is twelve characters and a gigabyte."""
    return abs(int(number.as_tuple().exponent))


def _date(field: Field, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _NotTaken(Fault.NOT_A_DATE) from None


def _yes_no(field: Field, text: str) -> bool:
    if text.lower() not in YES | NO:
        raise _NotTaken(Fault.NOT_YES_OR_NO)
    return text.lower() in YES


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise _NotTaken(Fault.NOT_A_CHOICE)
    return text


_READERS: Final = {
    "text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
}
