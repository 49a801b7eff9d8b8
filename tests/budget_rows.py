"""Budget lines, cost entries and costs of ownership whose pages' statements are counted."""

from datetime import date

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.budget.tasks import count_costs_of_ownership
from tests.world import World
from vendors.models import Contract


def store(world: World, rows: int) -> None:
    """Store missing lines, each paying a contract, and entries on the first, so that there are `rows` of each."""
    begun = date(2020, 7, 1)
    year, _is_new = FiscalYear.objects.get_or_create(
        label="FY2020/21", starts_on=begun, ends_on=date(2021, 6, 30), status="approved"
    )
    Contract.objects.update(annual_value=100, currency="USD", payment_schedule="monthly")
    contracts = list(Contract.objects.order_by("pk"))
    for number in range(BudgetLine.objects.count(), rows):
        line = BudgetLine.objects.create(
            year=year,
            name=f"Line {number}",
            cost_center=f"67{number:02}",
            domain="infrastructure",
            currency="USD",
            amount=1200,
            months=[100] * 12,
            owner=world.cio,
        )
        line.links.create(year=year, contract=contracts[number])
    first = BudgetLine.objects.earliest("pk")
    CostEntry.objects.bulk_create(
        CostEntry(
            year=year,
            line=first,
            booked_on=begun,
            amount=number + 1,
            currency="USD",
            vendor=world.vendor,
            entered_at=timezone.now(),
        )
        for number in range(CostEntry.objects.count(), rows)
    )


def store_costs() -> None:
    """Book something on every asset on which nothing is booked, and count what all of them cost."""
    year = FiscalYear.objects.get()
    CostEntry.objects.bulk_create(
        CostEntry(
            year=year,
            booked_on=year.starts_on,
            amount=asset.pk,
            currency="USD",
            asset=asset,
            entered_at=timezone.now(),
        )
        for asset in Asset.objects.filter(cost_entries__isnull=True)
    )
    count_costs_of_ownership()
