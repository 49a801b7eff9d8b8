"""Many synthetic contracts and cost entries: sums that hold, and lists that find them."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, Sum

from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear, SpentMonth
from hospital_itsm.demo import subjects
from hospital_itsm.demo.bulk import assets as bulk_assets
from hospital_itsm.demo.bulk import money as bulk
from vendors.models import Contract, Vendor

MANY = 20


@pytest.fixture
def loaded(db: None) -> list[Contract]:
    """A hospital with synthetic assets and contracts."""
    subjects.load("a-long-enough-password", subjects.BEFORE_TICKETS)
    assert sum(bulk_assets.load(bulk_assets.LEAST)) == bulk_assets.LEAST
    assert sum(bulk.load(MANY)) == MANY * bulk.ENTRIES_A_CONTRACT
    return list(Contract.objects.filter(number__startswith=bulk.NUMBERED))


def test_the_sums_by_month_are_those_of_the_entries_that_count(loaded: list[Contract]) -> None:
    entries = CostEntry.objects.counted()
    assert 0 < entries.count() < CostEntry.objects.count()
    for year in FiscalYear.objects.all():
        whole = entries.filter(year=year).aggregate(all=Sum("amount"))["all"]
        assert SpentMonth.objects.filter(year=year).aggregate(all=Sum("amount"))["all"] == whole
    assert all(one.year.holds(one.booked_on) for one in entries.select_related("year"))
    assert not entries.exclude(line=None).exclude(line__year=F("year")).exists()


def test_contracts_are_paid_cover_things_and_are_on_the_trail(loaded: list[Contract]) -> None:
    assert len(loaded) == MANY and all(one.notice_on < one.ends_on for one in loaded if one.notice_on)
    assert BudgetLine.objects.filter(contracts__in=loaded).exists()
    things = Asset.objects.filter(tag__startswith=bulk_assets.PREFIX)
    assert things.filter(contract__in=loaded).count() > bulk_assets.LEAST // 4
    assert things.filter(cost__gt=Decimal(0), currency="USD").count() == bulk_assets.LEAST
    told = AuditEntry.objects.filter(verb="contract.create", target_label__startswith=bulk.NUMBERED)
    assert set(told.values_list("target_id", flat=True)) == {str(one.pk) for one in loaded}


def test_a_second_load_adds_to_the_first(loaded: list[Contract]) -> None:
    before = CostEntry.objects.count()
    vendors = Vendor.objects.count()
    assert sum(bulk.load(MANY, seed=2)) == CostEntry.objects.count() - before
    assert Contract.objects.filter(number__startswith=bulk.NUMBERED).count() == 2 * MANY
    assert Vendor.objects.count() > vendors
    numbers = CostEntry.objects.exclude(invoice_number="").values_list("invoice_number", flat=True)
    assert len(set(numbers)) == len(numbers)


def test_too_few_contracts_are_refused(db: None) -> None:
    with pytest.raises(CommandError, match="Name at least"):
        call_command("load_bulk", contracts=5)
    assert not Contract.objects.exists()
