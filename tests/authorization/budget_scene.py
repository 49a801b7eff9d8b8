"""The years, lines and entries that the matrix reaches for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.budget.rules.money import even_parts
from hospital_itsm.budget.rules.years import label_of, last_day
from tests.world import World


@dataclass(frozen=True)
class BudgetScene:
    """A draft with an infrastructure line, an approved and a closed year, an entry."""

    draft: FiscalYear
    line: BudgetLine
    over: FiscalYear
    approved: BudgetLine
    closed: FiscalYear
    entry: CostEntry

    @classmethod
    def build(cls, world: World) -> "BudgetScene":
        """Store it."""
        draft, over, closed = _year(2039, "draft"), _year(2020, "approved"), _year(2018, "closed")
        approved = _line(over)
        entry = CostEntry.objects.create(
            year=over,
            line=approved,
            booked_on=date(2020, 8, 1),
            amount=Decimal("12.50"),
            currency="USD",
            vendor=world.vendor,
            entered_by=world.finance,
            entered_at=timezone.now(),
        )
        return cls(draft, _line(draft), over, approved, closed, entry)


def _year(first: int, status: str) -> FiscalYear:
    begun = date(first, 7, 1)
    return FiscalYear.objects.create(
        label=label_of(begun), starts_on=begun, ends_on=last_day(begun), status=status
    )


def _line(year: FiscalYear) -> BudgetLine:
    amount = Decimal("1200.00")
    return BudgetLine.objects.create(
        year=year,
        name="Wi-Fi",
        cost_center="6720",
        domain="infrastructure",
        currency="USD",
        amount=amount,
        months=even_parts(amount),
    )
