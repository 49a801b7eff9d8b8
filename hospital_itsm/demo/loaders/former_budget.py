"""Storing the fiscal year before the present one: planned, approved, spent month by month, closed."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from hospital_itsm.budget.actions.lines import create_line
from hospital_itsm.budget.actions.years import approve_year, close_year, create_year
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.demo.hospital.budgets import LINES, MARGUERITE, WALTER, LineRow
from hospital_itsm.demo.loaders.budgets import book
from hospital_itsm.people.models import User
from vendors.models import Contract

SHARE: Final = Decimal("0.96")
"""What was planned a year before, of what is planned now."""
SAVED: Final = Decimal("0.94")
"""What a month took besides contracts, of what one takes now."""


def is_loaded() -> bool:
    """Is there a year before the one of today, or none of today?"""
    today = timezone.localdate()
    present = FiscalYear.objects.around(today).first()
    return present is None or FiscalYear.objects.filter(ends_on__lt=present.starts_on).exists()


def load() -> None:
    """Plan it as the present one was, less a little, and book what was spent until its last day."""
    people = User.objects.in_bulk(
        sorted({MARGUERITE, WALTER, *(row.owner for row in LINES)}), field_name="username"
    )
    present = FiscalYear.objects.around(timezone.localdate()).get()
    year = create_year(
        actor=people[WALTER], starts_on=present.starts_on.replace(year=present.starts_on.year - 1)
    )
    contracts = {one.number: one for one in Contract.objects.select_related("vendor")}
    last = present.starts_on - timedelta(days=1)
    for row in LINES:
        line = _planned(row, year, people, contracts)
        book(line, int(row.monthly * SAVED), people[WALTER], last)
    approve_year(year.pk, actor=people[MARGUERITE])
    close_year(year.pk, actor=people[WALTER])


def _planned(
    row: LineRow, year: FiscalYear, people: dict[str, User], contracts: dict[str, Contract]
) -> BudgetLine:
    return create_line(
        actor=people[WALTER],
        year=year,
        name=row.name,
        cost_center=row.cost_center,
        domain=row.domain.value,
        owner=people.get(row.owner),
        purpose=row.purpose,
        spending=row.spending,
        amount=(row.planned * SHARE).quantize(Decimal(1)),
        currency="USD",
        contracts=[contracts[number] for number in row.contracts if number in contracts],
    )
