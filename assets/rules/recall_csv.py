"""Recall notices in a CSV file: one heading line, columns in any order, comma, semicolon or tab."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from assets.rules.openfda import RecallClass
from assets.rules.openfda.reading import Fault, RowFault
from assets.rules.udi.dates import day_of
from hospital_itsm.core.plain_text import one_line, plain

HEADINGS: Final[Mapping[str, str]] = {
    "number": "number", "recallnumber": "number", "znumber": "number", "productresnumber": "number",
    "reference": "reference", "firmreference": "reference", "letternumber": "reference", "fsn": "reference",
    "event": "event", "eventid": "event", "reseventnumber": "event",
    "class": "recall_class", "recallclass": "recall_class", "classification": "recall_class",
    "firm": "firm", "recallingfirm": "firm", "manufacturer": "firm", "company": "firm",
    "product": "description", "description": "description", "productdescription": "description",
    "codes": "codes", "codeinfo": "codes", "lots": "codes", "serialnumbers": "codes",
    "productcode": "product_code",
    "reason": "reason", "reasonforrecall": "reason",
    "action": "action",
    "rootcause": "root_cause", "rootcausedescription": "root_cause",
    "quantity": "quantity", "productquantity": "quantity",
    "distribution": "distribution", "distributionpattern": "distribution",
    "initiated": "initiated_on", "initiatedon": "initiated_on", "recallinitiationdate": "initiated_on",
    "classified": "classified_on", "centerclassificationdate": "classified_on",
    "reported": "reported_on", "reportdate": "reported_on",
    "terminated": "terminated_on", "terminationdate": "terminated_on",
}  # fmt: skip
NEEDED: Final = ("firm", "description")
DAYS: Final = frozenset({"initiated_on", "classified_on", "reported_on", "terminated_on"})
PROSE: Final = frozenset({"description", "codes", "reason", "action", "distribution"})
_DELIMITERS: Final = ",;\t|"
_LONGEST_CELL: Final = 200_000
_CLASS = re.compile(r"(?:class\s*)?(I{1,3}|[123])", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class UnreadableSheet(ValueError):
    """The file as a whole cannot be used; the message is a code: `empty`, `columns-missing`, `not-csv`."""


@dataclass
class SheetReading:
    """What a file gave: the fields of each row with its number, and faults."""

    rows: list[tuple[int, dict[str, str | date]]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read_sheet(text: str) -> SheetReading:
    """The notices of a CSV text. Raises UnreadableSheet where there is no usable heading line."""
    bare = text.removeprefix("\ufeff")
    if not bare.strip():
        raise UnreadableSheet("empty")
    first = bare.lstrip().splitlines()[0]
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(bare), delimiter=delimiter)
    try:
        names = [HEADINGS.get(re.sub(r"[^a-z]", "", cell.lower()), "") for cell in next(reader)]
    except (csv.Error, StopIteration) as error:
        raise UnreadableSheet("not-csv") from error
    if not set(NEEDED) <= set(names):
        raise UnreadableSheet("columns-missing")
    return _rows(reader, names)


def _rows(reader: Iterator[list[str]], names: list[str]) -> SheetReading:
    reading = SheetReading()
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return reading
        except csv.Error:
            reading.faults.append(RowFault(number, Fault.NOT_A_RECORD))
            continue
        if any(cell.strip() for cell in cells):
            reading.rows.append((number, _fields(number, names, cells, reading.faults)))


def _fields(number: int, names: list[str], cells: list[str], faults: list[RowFault]) -> dict[str, str | date]:
    fields: dict[str, str | date] = {}
    for name, cell in zip(names, cells, strict=False):
        value = plain(cell) if name in PROSE else one_line(cell)
        if not name or not value:
            continue
        if name in DAYS:
            day = _day(value)
            if day is None:
                faults.append(RowFault(number, Fault.DATE_IMPOSSIBLE, name))
            else:
                fields[name] = day
        elif name == "recall_class":
            fields[name] = _class(value, number, faults)
        elif name in PROSE and name in fields:
            fields[name] = f"{fields[name]}\n{value}"
        else:
            fields[name] = value
    return fields


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    return day_of(*map(int, found.groups())) if found else None


def _class(text: str, number: int, faults: list[RowFault]) -> str:
    found = _CLASS.fullmatch(text)
    if found is None:
        faults.append(RowFault(number, Fault.CLASS_UNKNOWN, "recall_class"))
        return RecallClass.UNCLASSIFIED
    grade = found.group(1)
    return "I" * int(grade) if grade.isdigit() else grade.upper()
