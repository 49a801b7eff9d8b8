"""A purchase as lists show it: its mark, and in words what it waits for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.procurement.choices import PurchaseStatus
from hospital_itsm.procurement.models import Purchase
from vendors.contract_words import day_words

MARKS: Final = {
    PurchaseStatus.DRAFT: "new",
    PurchaseStatus.IN_REVIEW: "wait",
    PurchaseStatus.APPROVED: "warn",
    PurchaseStatus.ORDERED: "prog",
    PurchaseStatus.RECEIVED: "done",
    PurchaseStatus.CLOSED: "none",
    PurchaseStatus.REJECTED: "bad",
    PurchaseStatus.CANCELLED: "none",
}


@dataclass(frozen=True)
class Line:
    """One purchase, its mark and words, and how many days it is late."""

    purchase: Purchase
    mark: str
    words: str
    days_late: int


def lines_of(rows: Iterable[Purchase], today: date) -> list[Line]:
    """These purchases as lists show them. No statement."""
    return [line_of(row, today) for row in rows]


def line_of(row: Purchase, today: date) -> Line:
    """One purchase as lists show it. No statement."""
    late = row.days_late(today)
    return Line(row, "bad" if late else MARKS[PurchaseStatus(row.status)], _words(row, late), late)


def _words(row: Purchase, late: int) -> str:
    if late:
        return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    if row.status == PurchaseStatus.ORDERED and row.expected_on:
        return _("Expected %(day)s") % {"day": day_words(row.expected_on)}
    if row.status == PurchaseStatus.APPROVED:
        return _("To be ordered")
    return ""
