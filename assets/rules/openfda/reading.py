"""Reading openFDA's JSON: the answer of the API, a list, one record, or one record a line."""

import json
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from assets.rules.openfda.notice import FirmStatus, Notice, RecallClass, Source
from assets.rules.udi.dates import day_of
from hospital_itsm.core.plain_text import plain

LONGEST_TEXT: Final = 200_000
LONGEST_LINE: Final = 500
MOST_FAULTS: Final = 500
"""Kept of one file; more tell nobody anything, and three million fill a row of the database."""
_NUMBER = re.compile(r"Z-[0-9]{1,5}-(?:[0-9]{4}|[0-9]{2})")
_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:T.*)?")
_CLASS = re.compile(r"(?:class\s*)?(I{1,3}|[123])", re.IGNORECASE)
_EARLIEST_YEAR: Final = 1976
"""Medical devices came under the law that recalls rest on in 1976."""
_LATEST_YEAR: Final = 2100

_STATUSES: Final = (
    ("terminated", FirmStatus.TERMINATED),
    ("completed", FirmStatus.COMPLETED),
    ("pending", FirmStatus.PENDING),
    ("ongoing", FirmStatus.ONGOING),
    ("on-going", FirmStatus.ONGOING),
    ("open", FirmStatus.ONGOING),
)
_UNCLASSIFIED: Final = ("", "not yet classified", "nc", "unclassified")


def is_number(text: str) -> bool:
    """Is this a recall number of a device, such as Z-0053-2026?"""
    return bool(_NUMBER.fullmatch(text))


class Fault(StrEnum):
    """What is wrong with a row; `date` and the later ones leave the row usable."""

    NOT_A_RECORD = "not-a-record"
    NUMBER_MISSING = "number-missing"
    NUMBER_MALFORMED = "number-malformed"
    NOTHING_DESCRIBED = "nothing-described"
    DATE_IMPOSSIBLE = "date-impossible"
    CLASS_UNKNOWN = "class-unknown"
    STATUS_UNKNOWN = "status-unknown"
    FIELD_MALFORMED = "field-malformed"
    TEXT_CUT = "text-cut"


LOSES_THE_ROW: Final = frozenset(
    (Fault.NOT_A_RECORD, Fault.NUMBER_MISSING, Fault.NUMBER_MALFORMED, Fault.NOTHING_DESCRIBED)
)


@dataclass(frozen=True)
class RowFault:
    """A fault in one row (counted from 1) and the field it is in."""

    row: int
    fault: Fault
    field: str = ""

    @property
    def loses_the_row(self) -> bool:
        """Was the row left out for it?"""
        return self.fault in LOSES_THE_ROW


@dataclass
class Reading:
    """What a file gave."""

    notices: list[Notice] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    rows: int = 0


class Unreadable(ValueError):
    """The text as a whole is no JSON of openFDA; the message is a code: `empty`, `not-json`, `no-results`."""


def read(text: str) -> Reading:
    """Every notice of a text, not yet joined. Raises Unreadable where there are no rows at all."""
    reading = Reading()
    for row, record in enumerate(_records(text), start=1):
        reading.rows = row
        faults: list[RowFault] = []
        notice = _Row(row, record, faults).notice() if isinstance(record, dict) else None
        if not isinstance(record, dict):
            faults.append(RowFault(row, Fault.NOT_A_RECORD))
        reading.faults += faults[: MOST_FAULTS - len(reading.faults)]
        if notice and not any(fault.loses_the_row for fault in faults):
            reading.notices.append(notice)
    return reading


def _records(text: str) -> list[Any]:
    bare = text.removeprefix("\ufeff").strip()
    if not bare:
        raise Unreadable("empty")
    try:
        whole = _loaded(bare)
    except ValueError:
        return _lines(bare)
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        results = whole.get(
            "results", [whole] if "recall_number" in whole or "product_res_number" in whole else None
        )
        if isinstance(results, list):
            return results
    raise Unreadable("no-results")


def _lines(text: str) -> list[Any]:
    """One record a line; a broken line is a row that is no record."""
    lines = [line for line in text.splitlines() if line.strip()]
    records = [_line(line) for line in lines]
    if not any(isinstance(record, dict) for record in records):
        raise Unreadable("not-json")
    return records


def _line(line: str) -> Any:
    try:
        return _loaded(line)
    except ValueError:
        return None


def _loaded(text: str) -> Any:
    """Parsed JSON; nesting without end and numbers without end are refused like any other broken text."""
    try:
        return json.loads(text, parse_constant=str, parse_int=str, parse_float=str)
    except RecursionError as error:
        raise ValueError("too deep") from error


@dataclass
class _Row:
    """One record on its way to a notice, and the faults found on it."""

    number: int
    record: dict[str, Any]
    faults: list[RowFault]

    def notice(self) -> Notice:
        is_enforcement = "recall_number" in self.record
        key = "recall_number" if is_enforcement else "product_res_number"
        codes = "\n".join(filter(None, (self.text("code_info"), self.text("more_code_info"))))
        notice = Notice(
            number=self._z_number(key),
            sources=frozenset((Source.ENFORCEMENT if is_enforcement else Source.RECALL,)),
            event=self.line("event_id") or self.line("res_event_number"),
            recall_class=self._class(),
            status=self._status(),
            firm=self.line("recalling_firm"),
            product_description=self.text("product_description"),
            codes=codes,
            product_code=self.line("product_code").upper()[:3],
            reason=self.text("reason_for_recall"),
            action=self.text("action"),
            root_cause=self.line("root_cause_description"),
            quantity=self.line("product_quantity"),
            distribution=self.text("distribution_pattern"),
            initiated_on=self.day("recall_initiation_date", "event_date_initiated"),
            classified_on=self.day("center_classification_date"),
            reported_on=self.day("report_date", "event_date_posted"),
            terminated_on=self.day("termination_date", "event_date_terminated"),
        )
        if not (notice.product_description or notice.codes):
            self.fault(Fault.NOTHING_DESCRIBED, "product_description")
        return notice

    def fault(self, fault: Fault, name: str) -> None:
        self.faults.append(RowFault(self.number, fault, name))

    def text(self, name: str) -> str:
        """A cleaned text; anything else than a text is a fault."""
        value = self.record.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(Fault.FIELD_MALFORMED, name)
            return ""
        if len(value) > LONGEST_TEXT:
            self.fault(Fault.TEXT_CUT, name)
        return plain(value[:LONGEST_TEXT])

    def line(self, name: str) -> str:
        """A cleaned text on one line."""
        words = " ".join(self.text(name).split())
        if len(words) > LONGEST_LINE:
            self.fault(Fault.TEXT_CUT, name)
        return words[:LONGEST_LINE]

    def day(self, *names: str) -> date | None:
        """The first of these dates that is given, with or without hyphens; a day that cannot be is a fault."""
        name = next((name for name in names if self.record.get(name)), "")
        text = self.line(name)
        if not text:
            return None
        found = _DATE.fullmatch(text)
        day = day_of(*map(int, found.groups())) if found else None
        if day is None or not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
            self.fault(Fault.DATE_IMPOSSIBLE, name)
            return None
        return day

    def _z_number(self, key: str) -> str:
        text = self.line(key).upper()
        if not text:
            self.fault(Fault.NUMBER_MISSING, key)
        elif not is_number(text):
            self.fault(Fault.NUMBER_MALFORMED, key)
        return text

    def _class(self) -> RecallClass:
        text = self.line("classification")
        found = _CLASS.fullmatch(text)
        if found:
            return RecallClass(
                "I" * int(found.group(1)) if found.group(1).isdigit() else found.group(1).upper()
            )
        if text.lower() not in _UNCLASSIFIED:
            self.fault(Fault.CLASS_UNKNOWN, "classification")
        return RecallClass.UNCLASSIFIED

    def _status(self) -> FirmStatus:
        name = "status" if self.record.get("status") else "recall_status"
        text = self.line(name).lower()
        found = next((status for begin, status in _STATUSES if text.startswith(begin)), FirmStatus.UNKNOWN)
        if text and found is FirmStatus.UNKNOWN:
            self.fault(Fault.STATUS_UNKNOWN, name)
        return found
