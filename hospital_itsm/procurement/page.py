"""What the page of a purchase shows: options side by side, what came of the order, invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hospital_itsm.core.access import can
from hospital_itsm.procurement.committed import booked_on
from hospital_itsm.procurement.models import Option, OptionLine, Purchase, Receipt, ReceiptLine
from hospital_itsm.procurement.queries.deliveries import recorded
from hospital_itsm.procurement.rules.money import ZERO
from hospital_itsm.procurement.rules.receipts import Delivery

MOST_INVOICES = 20


@dataclass(frozen=True)
class ShownOption:
    """An option, whether it is the chosen one, and whether it is the cheapest of its currency."""

    option: Option
    is_chosen: bool
    is_cheapest: bool


@dataclass(frozen=True)
class OrderedLine:
    """A line of an order, and what of it came."""

    line: OptionLine
    delivery: Delivery


@dataclass(frozen=True)
class CameLine:
    """A line of a delivery, and how many of its pieces are no assets yet though they should be."""

    line: ReceiptLine
    unrecorded: int


@dataclass(frozen=True)
class Order:
    """An order: its lines, and its deliveries with theirs."""

    lines: Sequence[OrderedLine]
    receipts: Sequence[tuple[Receipt, Sequence[CameLine]]]

    @property
    def missing(self) -> int:
        """Pieces that are still to come."""
        return sum(one.delivery.missing for one in self.lines)


@dataclass(frozen=True)
class Invoices:
    """What was booked on an order number: the latest entries, the sum in the order's currency, what is left."""

    entries: Sequence[Any]
    sum: Decimal
    left: Decimal


def options_of(purchase: Purchase) -> list[ShownOption]:
    """The options in the order they were added: four statements."""
    rows = list(purchase.options.select_related("vendor").prefetch_related("lines__model", "files"))
    lowest: dict[str, Decimal] = {}
    for row in rows:
        lowest[row.currency] = min(row.amount, lowest.get(row.currency, row.amount))
    is_weighed = len(rows) > 1
    return [
        ShownOption(row, row.pk == purchase.chosen_id, is_weighed and row.amount == lowest[row.currency])
        for row in rows
    ]


def order_of(purchase: Purchase) -> Order | None:
    """What was ordered and what came; None before there is an order. Four statements."""
    if not purchase.order_number:
        return None
    receipts = list(
        purchase.receipts.select_related("received_by").prefetch_related("lines__line").order_by("id")
    )
    done = recorded(purchase)
    came: dict[int, int] = {}
    for receipt in receipts:
        for line in receipt.lines.all():
            if not receipt.is_void:
                came[line.line_id] = came.get(line.line_id, 0) + line.quantity
    lines = OptionLine.objects.filter(option=purchase.chosen_id).select_related("model")
    return Order(
        [OrderedLine(line, Delivery(line.quantity, came.get(line.pk, 0))) for line in lines],
        [(receipt, [_came(line, receipt, done) for line in receipt.lines.all()]) for receipt in receipts],
    )


def _came(line: ReceiptLine, receipt: Receipt, done: Any) -> CameLine:
    wanted = line.quantity if line.line.asset_class and not receipt.is_void else 0
    return CameLine(line, wanted - done.get(line.pk, 0) if wanted else 0)


def invoices_of(purchase: Purchase, user: Any) -> Invoices | None:
    """What was booked on its order number, for those who read budgets; None before there is one. One statement."""
    if not purchase.order_number or not can(user, "budget.read"):
        return None
    rows = list(booked_on([purchase.order_number.upper()]).order_by("-booked_on", "-id"))
    spent = sum((row.amount for row in rows if row.currency == purchase.currency), ZERO)
    return Invoices(rows[:MOST_INVOICES], spent, max((purchase.amount or ZERO) - spent, ZERO))
