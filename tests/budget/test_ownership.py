"""What things, services and vendors cost in a year, for those who read money."""

from decimal import Decimal

from django.test import Client

from assets.models import Asset
from hospital_itsm.budget.actions.costs import void_cost
from hospital_itsm.budget.ownership import cost_of
from tests.assets import cast as assets_cast
from tests.budget import cast
from tests.vendors.cast import contract
from tests.world import World, again

D = Decimal


def priced(world: World, bound: object) -> Asset:
    """A pump bought on the first day of the year, covered together with a service."""
    year = cast.year(world)
    pump = assets_cast.pump(world)
    Asset.objects.filter(pk=pump.pk).update(
        cost=D("12000.00"), currency="USD", in_service_on=year.starts_on, contract=bound, status="in_service"
    )
    world.service("A001").__class__.objects.filter(code="A001").update(contract=bound)
    return Asset.objects.select_related("contract").get(pk=pump.pk)


def test_a_thing_costs_wear_its_share_of_contracts_and_what_was_booked(world: World) -> None:
    pump = priced(
        world, contract(world, annual_value=D("1000.01"), currency="USD", payment_schedule="yearly")
    )
    cast.entry(world, None, "55.50", asset=pump)
    void_cost(cast.entry(world, None, "9.00", asset=pump).pk, actor=again(world.finance), reason="Twice")
    found = cost_of(pump, again(world.finance))
    assert found is not None
    assert [one.amount for one in found.parts] == [D("1200.00"), D("500.01"), D("55.50")]
    assert found.totals == [("USD", D("1755.51"))]
    service = world.service("A001").__class__.objects.select_related("contract").get(code="A001")
    half = cost_of(service, again(world.finance))
    assert half is not None and half.totals == [("USD", D("500.00"))]


def test_a_vendor_costs_what_is_booked_and_still_due(world: World) -> None:
    year = cast.year(world)
    bound = contract(
        world, annual_value=D("1200.00"), currency="USD", payment_schedule="yearly", starts_on=year.starts_on
    )
    cast.entry(world, None, "1200.00", contract=bound)
    found = cost_of(world.vendor, again(world.finance))
    assert found is not None and found.totals == [("USD", D("1200.00"))]


def test_only_readers_of_money_see_it_and_a_missing_price_is_no_zero(world: World, client: Client) -> None:
    bound = contract(world, annual_value=D("1000.00"), currency="USD", payment_schedule="yearly")
    pump = priced(world, bound)
    Asset.objects.update(cost=None)
    client.force_login(world.vendor_manager)
    page = client.get(pump.get_absolute_url()).content.decode()
    assert "Cost of ownership" in page and "Not known, so not counted: price or day of the purchase." in page
    client.force_login(world.technician)
    assert "Cost of ownership" not in client.get(pump.get_absolute_url()).content.decode()
