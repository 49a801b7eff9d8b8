"""The rows of a file of notices in their fixed order, as the import works them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assets.rules import openfda
from assets.rules.openfda import Notice
from assets.rules.openfda.reading import MOST_FAULTS, RowFault
from assets.rules.recall_csv import read_sheet

Row = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Sheet:
    """Rows with their numbers and fields, and what is wrong with some: `[row, code, field]`."""

    rows: Sequence[Row]
    faults: Sequence[list[Any]]


def openfda_sheet(text: str) -> Sheet:
    """The notices of openFDA's JSON, the two data sets joined. Raises openfda.Unreadable."""
    reading = openfda.read(text)
    joined = enumerate(openfda.joined(reading.notices), start=1)
    return Sheet([(place, fields_of(notice)) for place, notice in joined], _plain(reading.faults))


def csv_sheet(text: str) -> Sheet:
    """The notices of a CSV file. Raises recall_csv.UnreadableSheet."""
    reading = read_sheet(text)
    return Sheet([(number, dict(fields)) for number, fields in reading.rows], _plain(reading.faults))


def fields_of(notice: Notice) -> dict[str, Any]:
    """What a notice of openFDA says, by our names; nothing where it says nothing."""
    said = {
        "number": notice.number,
        "event": notice.event[:20],
        "recall_class": str(notice.recall_class),
        "firm_status": str(notice.status),
        "firm": notice.firm,
        "description": notice.product_description or notice.codes,
        "codes": notice.codes,
        "product_code": notice.product_code,
        "reason": notice.reason,
        "action": notice.action,
        "root_cause": notice.root_cause,
        "quantity": notice.quantity,
        "distribution": notice.distribution,
        "initiated_on": notice.initiated_on,
        "classified_on": notice.classified_on,
        "reported_on": notice.reported_on,
        "terminated_on": notice.terminated_on,
    }
    return {name: value for name, value in said.items() if value}


def _plain(faults: Sequence[RowFault]) -> list[list[Any]]:
    return [[fault.row, str(fault.fault), fault.field] for fault in faults[:MOST_FAULTS]]
