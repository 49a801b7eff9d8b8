"""Orders as commitments of a fiscal year: what is approved and ordered, less what invoices have claimed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from hospital_itsm.budget.commitments import Commitment
from hospital_itsm.budget.models import CostEntry, FiscalYear
from hospital_itsm.procurement.choices import PROMISED, PurchaseStatus
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.rules.money import ZERO, Owed, owed

COUNTED = (*PROMISED, PurchaseStatus.CLOSED)
NOT_ORDERED = _("Approved, not ordered yet.")


def open_orders(years: Sequence[FiscalYear], today: date) -> Iterable[Commitment]:
    """What purchases commit years to: those on their lines, and those outside the budget that were ordered in them.

    Two statements, however many years there are.
    """
    meant = Q(line__year__in=years)
    for year in years:
        meant |= Q(line__isnull=True, ordered_on__range=(year.starts_on, year.ends_on))
    rows = list(Purchase.objects.filter(meant, status__in=COUNTED).order_by("id"))
    binding = owed_of(rows)
    return [
        Commitment(
            row.line_id,
            f"{row.number} {row.title}",
            row.get_absolute_url(),
            row.currency,
            binding[row.pk].whole,
            binding[row.pk].remaining,
            NOT_ORDERED if row.status == PurchaseStatus.APPROVED else "",
        )
        for row in rows
    ]


def owed_of(rows: Iterable[Purchase]) -> Mapping[int, Owed]:
    """What these purchases bind, by their keys: one statement."""
    rows = list(rows)
    claimed = invoiced({row.order_number for row in rows})
    return {
        row.pk: owed(
            row.amount or ZERO,
            claimed.get((row.order_number.upper(), row.currency), ZERO),
            is_closed=row.status == PurchaseStatus.CLOSED,
        )
        for row in rows
    }


def invoiced(order_numbers: Iterable[str]) -> Mapping[tuple[str, str], Decimal]:
    """What was booked on these order numbers, by number in capitals and currency: one statement."""
    wanted = {one.upper() for one in order_numbers if one}
    if not wanted:
        return {}
    rows = (
        booked_on(wanted)
        .values(currency_of=F("currency"), order=Upper("order_number"))
        .annotate(whole=Sum("amount"))
        .order_by()
    )
    return {(row["order"], row["currency_of"]): row["whole"] for row in rows}


def booked_on(order_numbers: Iterable[str]) -> Any:
    """The entries that count of these order numbers, which stand in capitals."""
    return (
        CostEntry.objects.counted()
        .exclude(order_number="")
        .alias(order_in_capitals=Upper("order_number"))
        .filter(order_in_capitals__in=list(order_numbers))
    )
