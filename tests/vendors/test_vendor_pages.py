"""The pages of vendors: whom to call first, every name finds, and nobody's typing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.vendors import cast
from tests.world import World, again
from vendors.actions.merging import merge_vendors
from vendors.actions.vendors import change_vendor
from vendors.models import Vendor

TYPED = {"name": "Kestwick Monitoring", "aliases": "Kestwyck\r\n KMS \r\n\r\n", "kinds": ["manufacturer"]}


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the vendor manager is signed in."""
    client.force_login(world.vendor_manager)
    return client


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_the_list_shows_whom_to_call_and_how_many_contracts_hold(world: World, client: Client) -> None:
    cast.vendor(world, kinds=["manufacturer"], support_phone="555-0143")
    cast.contract(world, "C-1")
    cast.contract(world, "C-2", ends_on=date(2021, 1, 1))
    client.force_login(world.technician)
    page = text_of(client.get("/vendors/"))
    assert page.index("Kestwick Monitoring") < page.index("Northlight Networks")
    assert 'href="tel:5550143"' in page
    assert "1 contract in force" in page
    assert "No contract in force" in page
    assert "Add a vendor" not in page


def test_a_search_finds_other_names_and_can_be_taken_back(world: World, client: Client) -> None:
    cast.vendor(world, aliases=["Kestwyck"])
    client.force_login(world.agent)
    page = text_of(client.get("/vendors/?q=kestwyck"))
    assert "Kestwick Monitoring" in page
    assert "Northlight" not in page
    assert "Show all again" in page
    assert "No vendor matches" in text_of(client.get("/vendors/?q=nobody"))


def test_filters_stand_in_the_address_as_chips(world: World, client: Client) -> None:
    cast.vendor(world, kinds=["manufacturer", "service"])
    client.force_login(world.agent)
    page = text_of(client.get("/vendors/?kind=service&q=kest"))
    assert "Kestwick Monitoring" in page
    assert 'href="/vendors/?q=kest" aria-label="Remove filter: Kind Service organization"' in page
    assert "No vendor matches" in text_of(client.get("/vendors/?kind=telecom"))


@pytest.mark.parametrize("query", ["kind=bakery", "color=red", "retired=perhaps", "q=" + "x" * 201])
def test_a_filter_that_cannot_be_read_is_named_and_shows_nothing(
    world: World, client: Client, query: str
) -> None:
    client.force_login(world.agent)
    response = client.get(f"/vendors/?{query}")
    assert response.status_code == 400
    assert 'role="alert"' in text_of(response)
    assert "Northlight Networks" not in text_of(response)


def test_retired_vendors_are_listed_on_demand_and_merged_ones_never(world: World, manager: Client) -> None:
    gone = cast.vendor(world, "Kestwyck")
    merge_vendors(gone.pk, actor=again(world.vendor_manager), into=cast.vendor(world).pk)
    Vendor.objects.filter(pk=world.vendor.pk).update(is_active=False)
    assert "Northlight Networks" not in text_of(manager.get("/vendors/"))
    page = text_of(manager.get("/vendors/?retired=yes"))
    assert "Northlight Networks" in page
    assert "merged" not in page


def test_further_rows_come_in_order_each_once(world: World, client: Client) -> None:
    Vendor.objects.bulk_create(Vendor(name=f"Company {number:03d}") for number in range(120))
    client.force_login(world.agent)
    names, address = [], "/vendors/?q=Company"
    while address:
        context = client.get(address, headers={"HX-Request": "true"}).context
        names += [row.name for row in context["page"].rows]
        address = context["more_url"]
    assert names == [f"Company {number:03d}" for number in range(120)]
    assert client.get("/vendors/?cursor=nonsense").status_code == 400


def test_numbers_of_contracts_in_force_come_before_the_general_one(world: World, client: Client) -> None:
    made = cast.vendor(world, support_phone="555-0143", support_hours="Mon to Fri", account_number="LRMC-77")
    cast.contract(world, "C-1016", vendor=made, support_phone="555-0190", support_hours="24 x 7")
    cast.contract(world, "C-0900", vendor=made, support_phone="555-0666", ends_on=date(2021, 1, 1))
    client.force_login(world.technician)
    page = text_of(client.get(f"/vendors/{made.pk}/"))
    assert page.index('href="tel:5550190"') < page.index('href="tel:5550143"')
    assert "tel:5550666" not in page
    assert "LRMC-77" in page


def test_a_merged_vendor_leads_to_the_one_that_stayed(world: World, manager: Client) -> None:
    gone, kept = cast.vendor(world, "Kestwyck"), cast.vendor(world)
    answer = manager.post(f"/vendors/{gone.pk}/merge/", {"into": kept.pk, "version": 1}, follow=True)
    assert answer.redirect_chain == [(f"/vendors/{kept.pk}/", 302)]
    assert "The two records are one." in text_of(answer)
    assert manager.get(f"/vendors/{gone.pk}/").url == f"/vendors/{kept.pk}/"


def test_a_vendor_is_added_with_other_names_one_a_line(world: World, manager: Client) -> None:
    answer = manager.post("/vendors/new/", TYPED, follow=True)
    made = Vendor.objects.get(name="Kestwick Monitoring")
    assert answer.redirect_chain == [(f"/vendors/{made.pk}/", 302)]
    assert [alias.name for alias in made.aliases.all()] == ["KMS", "Kestwyck"]


def test_a_refused_form_names_the_mend_and_keeps_what_was_typed(world: World, manager: Client) -> None:
    answer = manager.post(
        "/vendors/new/", {**TYPED, "name": "NORTHLIGHT NETWORKS INC", "support_email": "nobody"}
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "<title>Error: Add a vendor" in page
    assert "Write it like name@example.org." in page
    assert 'value="NORTHLIGHT NETWORKS INC"' in page
    again_typed = manager.post("/vendors/new/", {**TYPED, "name": "NORTHLIGHT NETWORKS INC"})
    assert "is a name of Northlight Networks already. Write another, or merge the two." in text_of(
        again_typed
    )
    assert Vendor.objects.count() == 1


def test_whoever_saves_second_sees_both_values_and_may_save_again(world: World, manager: Client) -> None:
    made = cast.vendor(world, support_phone="555-0143", kinds=["software"])
    change_vendor(
        made.pk,
        actor=again(world.it_manager),
        fields={"support_phone": "555-0188", "kinds": ["manufacturer"]},
        aliases=["KMS"],
    )
    typed = {
        "name": "Kestwick Monitoring",
        "support_phone": "555-0199",
        "kinds": ["software"],
        "version": "1",
    }
    answer = manager.post(f"/vendors/{made.pk}/edit/", typed)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Somebody changed Kestwick Monitoring after you opened it." in page
    assert {(str(label), value) for label, value in answer.context["differing"]} == {
        ("Support phone", "555-0188"),
        ("What this company is to us", "Manufacturer"),
        ("Other names", "KMS"),
    }
    assert 'value="555-0199"' in page
    assert 'name="version" value="2"' in page
    assert manager.post(f"/vendors/{made.pk}/edit/", {**typed, "version": "2"}).status_code == 302
    assert Vendor.objects.get(pk=made.pk).support_phone == "555-0199"


def test_retiring_a_vendor_in_force_says_which_contracts_stand_against_it(
    world: World, manager: Client
) -> None:
    cast.contract(world, "C-1005", ends_on=timezone.localdate() + timedelta(days=1))
    answer = manager.post(f"/vendors/{world.vendor.pk}/retire/", {"reason": "Sold", "version": 1})
    assert answer.status_code == 409
    assert "Contracts with this vendor are in force: C-1005. End them first." in text_of(answer)
    assert 'value="Sold"' in text_of(answer)


def test_what_people_type_is_shown_as_text(world: World, manager: Client) -> None:
    hostile = '<script>alert("x")</script>'
    manager.post("/vendors/new/", {"name": f"Acme {hostile}", "aliases": hostile, "account_number": hostile})
    made = Vendor.objects.get(name__startswith="Acme")
    for address in (
        "/vendors/",
        f"/vendors/{made.pk}/",
        f"/vendors/{made.pk}/edit/",
        f"/vendors/{made.pk}/merge/",
    ):
        assert hostile not in text_of(manager.get(address)), address
    assert "&lt;script&gt;" in text_of(manager.get(f"/vendors/{made.pk}/"))
