"""Costs of ownership side by side: counted as on the page of each, kept as they change, listed, sent and told."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Asset, Service
from hospital_itsm.budget.actions.costs import void_cost
from hospital_itsm.budget.actions.counting import count_costs
from hospital_itsm.budget.actions.years import close_year
from hospital_itsm.budget.models import Counting, FiscalYear, OwnedCost
from hospital_itsm.budget.ownership import cost_of
from hospital_itsm.budget.owning import years_due
from hospital_itsm.budget.tasks import count_costs_of_ownership
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden
from tests.api.rest import bearer
from tests.assets import cast as assets_cast
from tests.budget import cast
from tests.vendors.cast import contract
from tests.world import World, again
from vendors.models import Vendor

D = Decimal
ADDRESS = "/budget/ownership/"


@pytest.fixture
def year(world: World) -> FiscalYear:
    """A year in which a pump is worn, covered and repaired, and a service covered and paid in two currencies."""
    year = cast.year(world)
    bound = contract(
        world,
        annual_value=D("1000.01"),
        currency="USD",
        payment_schedule="yearly",
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    pump = assets_cast.pump(world)
    Asset.objects.filter(pk=pump.pk).update(
        cost=D("12000.00"), currency="USD", in_service_on=year.starts_on, contract=bound, status="in_service"
    )
    Service.objects.filter(code="A001").update(contract=bound)
    cast.entry(world, None, "55.50", asset=pump, vendor=world.vendor)
    cast.entry(world, None, "70.00", service=world.service("A001"), currency="EUR")
    void_cost(cast.entry(world, None, "9.00", asset=pump).pk, actor=again(world.finance), reason="Twice")
    return year


def count(year: FiscalYear) -> int | None:
    """Count now."""
    return count_costs(year.pk, actor=System("budget"), now=timezone.now())


def test_the_list_says_what_the_page_of_each_says(world: World, year: FiscalYear) -> None:
    monthly = {"annual_value": D("1200.07"), "currency": "EUR", "payment_schedule": "monthly"}
    contract(world, number="C-2", starts_on=year.starts_on, ends_on=year.ends_on, **monthly)
    count(year)
    listed: dict[Any, list[tuple[str, D]]] = {}
    for row in OwnedCost.objects.order_by("currency"):
        listed.setdefault(row.of, []).append((row.currency, row.amount))
    costing = {}
    for model in (Asset, Service, Vendor):
        for one in model.objects.all():
            found = cost_of(one, again(world.finance))
            if found is not None and any(amount for _currency, amount in found.totals):
                costing[one] = [(currency, amount) for currency, amount in found.totals if amount]
    assert listed == costing
    pump = OwnedCost.objects.get(kind="asset")
    assert (pump.worn, pump.shared, pump.booked, pump.amount, pump.lacks_price) == (
        D("1200.00"), D("500.01"), D("55.50"), D("1755.51"), False,
    )  # fmt: skip


def test_counting_again_writes_what_changed_and_nothing_else(world: World, year: FiscalYear) -> None:
    count(year)
    assert count(year) == 0
    kept = set(OwnedCost.objects.values_list("pk", flat=True))
    Asset.objects.update(cost=None, contract=None)
    Service.objects.update(contract=None)
    assert count(year) == 2
    pump = OwnedCost.objects.get(kind="asset")
    assert (pump.pk in kept, pump.amount, pump.lacks_price) == (True, D("55.50"), True)
    assert not OwnedCost.objects.filter(kind="service", currency="USD").exists()
    assert OwnedCost.objects.filter(kind="service", currency="EUR").get().amount == D("70.00")


def test_people_do_not_count(world: World, year: FiscalYear) -> None:
    with pytest.raises(Forbidden):
        count_costs(year.pk, actor=again(world.finance), now=timezone.now())
    assert not OwnedCost.objects.exists() and not Counting.objects.exists()


def test_years_that_have_begun_are_counted_and_closed_ones_once_a_day(world: World) -> None:
    now, today = timezone.now(), timezone.localdate()
    present = cast.year(world)
    coming = cast.year(world, present.starts_on.replace(year=present.starts_on.year + 1))
    past = cast.year(world, present.starts_on.replace(year=present.starts_on.year - 1))
    cast.line(world, past)
    cast.approved(world, past)
    close_year(past.pk, actor=again(world.finance))
    assert coming.starts_on > today
    assert years_due(now) == [present.pk, past.pk]
    count_costs_of_ownership()
    assert years_due(timezone.now()) == [present.pk]
    assert years_due(timezone.now() + timedelta(days=1)) == [present.pk, past.pk]


def test_the_page_begins_with_what_costs_most(world: World, year: FiscalYear, client: Client) -> None:
    client.force_login(world.cio)
    assert "Not counted yet" in client.get(ADDRESS).content.decode()
    dear = assets_cast.pump(world, "LR-20418")
    cast.entry(world, None, "90000.00", asset=dear)
    count(year)
    page = client.get(ADDRESS).content.decode()
    assert page.index("USD 90,000.00") < page.index("USD 1,755.51")
    assert "EUR 70.00" not in page and "Price not known" in page
    assert "EUR 70.00" in client.get(f"{ADDRESS}?kind=service").content.decode()
    assert "USD 1,755.51" not in client.get(f"{ADDRESS}?q={dear.tag}").content.decode()
    assert client.get(f"{ADDRESS}?kind=building").status_code == 400
    assert "Nothing that costs something matches" in client.get(f"{ADDRESS}?unit=NONE").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["90000.00", "1755.51"]),
        ("sort=label&currency=USD", ["1755.51", "90000.00"]),
        ("price=no", ["90000.00"]),
        ("class=clinical_device&price=yes", ["1755.51"]),
        ("class=server", []),
        ("kind=service&currency=EUR", ["70.00"]),
        ("kind=vendor", ["55.50"]),
        ("kind=service&kind=vendor&currency=USD", ["500.00", "55.50"]),
        ("year=FY1999", []),
    ],
)
def test_rest_and_files_narrow_like_the_page(
    world: World, year: FiscalYear, client: Client, query: str, found: list[str]
) -> None:
    cast.entry(world, None, "90000.00", asset=assets_cast.pump(world, "LR-20418"))
    count(year)
    answer = client.get(f"/api/v1/ownership_costs/?{query}", headers={"Authorization": bearer(world.cio)})
    assert [row["amount"] for row in answer.json()["results"]] == found
    client.force_login(world.cio)
    sent = client.post(f"{ADDRESS}export/?{query}", {"format": "csv"})
    lines = b"".join(sent.streaming_content if sent.streaming else [sent.content]).decode("utf-8-sig")
    assert len(lines.splitlines()) == 1 + len(found)
    assert all(amount in lines for amount in found)
