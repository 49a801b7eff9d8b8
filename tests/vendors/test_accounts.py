"""The account numbers that are read out to a vendor: on its page, where the call is answered, over REST."""

from typing import Any

import pytest
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.coverage.answers import answer_for
from hospital_itsm.coverage.pages import accounts_of, on_ticket
from tests.api.rest import Rest, pointers, problem
from tests.assets import cast as assets_cast
from tests.tickets import desk_cast
from tests.tickets.desk_pages import opened, sent
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.accounts import add_account, change_account
from vendors.actions.merging import merge_vendors
from vendors.models import AccountNumber, Vendor


def add(world: World, **values: Any) -> AccountNumber:
    """A number that the vendor manager adds."""
    given = {"label": "Wi-Fi", "number": "NL-40117", **values}
    vendor = given.pop("vendor", world.vendor)
    return add_account(vendor.pk, actor=again(world.vendor_manager), **given)


def test_the_page_shows_each_number_in_use_once_with_its_copy_button(world: World) -> None:
    Vendor.objects.filter(pk=world.vendor.pk).update(account_number="NL-1")
    add(world)
    add(world, label="LAN", number="NL-40118")
    add(world, label="Old site", number="NL-9", is_active=False)
    page = opened(world.technician, f"/vendors/{world.vendor.pk}/")
    assert page.words.index("NL-1 ") < page.words.index("NL-40118") < page.words.index("NL-40117")
    assert (page.page.count('data-copy="NL-40117"'), "NL-9" in page.page) == (1, False)
    assert "accounts/new/" not in page.page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"label": " "}, "label"),
        ({"number": ""}, "number"),
        ({"number": "9" * 61}, "number"),
        ({"number": "NL-40117"}, "number"),
    ],
)
def test_a_number_without_a_purpose_or_twice_is_refused(
    world: World, values: dict[str, Any], field: str
) -> None:
    add(world)
    with pytest.raises(ValueRefused) as refused:
        add(world, **{"label": "LAN", "number": "NL-2", **values})
    assert (list(refused.value.errors), AccountNumber.objects.count()) == ([field], 1)


def test_readers_change_nothing_and_an_outdated_form_shows_both(world: World) -> None:
    row, who = add(world), world.vendor_manager
    for one in ("agent", "finance", "cio", "privacy"):
        with pytest.raises(Forbidden):
            change_account(row.pk, actor=again(getattr(world, one)), fields={"number": "1"})
    with pytest.raises(StaleVersion):
        change_account(row.pk, actor=again(who), fields={"number": "1"}, version=7)
    assert AccountNumber.objects.get().number == "NL-40117"
    address = f"/vendors/{world.vendor.pk}/accounts/{row.pk}/"
    assert sent(who, address, label="Wi-Fi", number="NL-5", is_active="on", version="1").status == 302
    late = sent(who, address, label="Wi-Fi", number="NL-6", is_active="on", version="1")
    assert (late.status, "NL-5" in late.page, "NL-6" in late.page) == (409, True, True)
    assert opened(who, f"/vendors/{world.vendor.pk + 1}/accounts/{row.pk}/").status == 404
    entry = AuditEntry.objects.get(verb="vendor.change_account")
    assert (entry.changes, entry.target_label) == (
        {"account": row.pk, "number": ["NL-40117", "NL-5"]},
        "Northlight Networks",
    )


def test_whom_to_call_comes_with_the_numbers_they_ask_for(world: World) -> None:
    maker = assets_cast.maker()
    Vendor.objects.filter(pk=maker.pk).update(support_phone="555-0101", account_number="ASH-1")
    maker.refresh_from_db()
    add(world, vendor=maker, label="Pumps", number="ASH-2")
    add(world)
    contract = cast.contract(world, "C-1", vendor=maker, support_phone="555-0199")
    pump = assets_cast.pump(world, contract=contract)
    found = answer_for(pump, again(world.biomed), timezone.localdate(), accounts_of(pump))
    assert found.accounts == [
        ("ASH-1", "Our account", "Ashgrove Infusion"),
        ("ASH-2", "Pumps", "Ashgrove Infusion"),
    ]
    ticket = desk_cast.report(world, "slower", team="HTM-GEN", device_text="LR-20417")
    shown = on_ticket(ticket, again(world.biomed))
    assert shown is not None and shown["answer"].accounts == found.accounts
    assert 'data-copy="ASH-2"' in opened(world.biomed, f"/a/{Asset.objects.get().tag}/").page


def test_of_merged_vendors_all_numbers_stay(world: World) -> None:
    other = Vendor.objects.create(name="Northlite")
    add(world)
    add(world, vendor=other)
    merge_vendors(other.pk, actor=again(world.vendor_manager), into=world.vendor.pk)
    assert AccountNumber.objects.filter(vendor=world.vendor).count() == 2


def test_account_numbers_over_rest(world: World) -> None:
    manager, address = Rest(world.vendor_manager), "vendors/Northlight%20Networks/accounts/"
    refused = problem(manager.post(address, {"label": "LAN", "number": 7}), 422, "value-refused")
    assert pointers(refused) == ["/number"]
    made = manager.post(address, {"label": "LAN", "number": "NL-7"})
    assert (made.status_code, made["ETag"], made.json()["is_active"]) == (201, '"1"', True)
    one = f"{address}{made.json()['id']}/"
    problem(manager.patch(one, {"is_active": False}), 428, "precondition-required")
    problem(Rest(world.vendor_manager, ["vendors:read"]).patch(one, {}, If_Match="*"), 403, "forbidden")
    changed = manager.patch(one, {"is_active": False}, If_Match='"1"')
    assert (changed.json()["is_active"], changed["ETag"]) == (False, '"2"')
    assert [row["number"] for row in Rest(world.agent).get(address).json()] == ["NL-7"]
