"""The pages of purchases: what a draft lacks, what came and what is late, nothing typed is lost."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.procurement.models import Option, Purchase
from tests.budget.cast import entry
from tests.procurement import cast
from tests.vendors.test_vendor_pages import text_of
from tests.world import World

D = Decimal


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the vendor manager is signed in."""
    client.force_login(world.vendor_manager)
    return client


def other(world: World, who: str) -> Client:
    """A browser in which somebody else is signed in."""
    client = Client()
    client.force_login(getattr(world, who))
    return client


def test_a_purchase_is_asked_for_weighed_chosen_and_submitted_on_its_pages(
    world: World, manager: Client
) -> None:
    line = cast.line(world)
    wish = {"title": "Switches", "need": "They lose power.", "domain": "infrastructure", "line": line.pk}
    sent = manager.post("/purchases/new/", {**wish, "title": ""})
    assert (sent.status_code, "They lose power." in text_of(sent)) == (422, True)
    made = manager.post("/purchases/new/", {**wish, "interest": "none", "phi_access": "no"}, follow=True)
    purchase = Purchase.objects.get()
    assert "Choose an option first, and say why." in text_of(made)
    here = f"/purchases/{purchase.number}/"
    offer = {"vendor": world.vendor.pk, "currency": "USD", "extra": "27.50", "delivery_days": "21"}
    manager.post(f"{here}options/new/", offer)
    option = Option.objects.get()
    faulty = manager.post(f"{here}options/{option.pk}/lines/new/", {"what": "Switch", "quantity": "x"})
    assert (faulty.status_code, 'value="Switch"' in text_of(faulty)) == (422, True)
    manager.post(
        f"{here}options/{option.pk}/lines/new/", {"what": "Switch", "quantity": "4", "unit_price": "1000"}
    )
    page = text_of(manager.get(here))
    assert "USD 4,027.50" in page
    assert "delivered in 21 days" in page
    manager.post(f"{here}choose/", {"option": option.pk, "memo": "The only one that fits."})
    after = manager.post(f"{here}submit/", follow=True)
    assert "The purchase waits for approval. Who approves stands below." in text_of(after)
    assert Purchase.objects.get().status == "in_review"


def test_a_draft_that_costs_more_than_is_left_says_so_before_it_is_submitted(
    world: World, manager: Client
) -> None:
    made = cast.chosen(world, cast.line(world, "4000.00"))
    assert "has USD 4,000.00 left" in text_of(manager.get(made.get_absolute_url()))
    refused = manager.post(f"{made.get_absolute_url()}submit/", follow=True)
    assert "this costs 4,100.00" in text_of(refused)
    assert cast.fresh(made).status == "draft"


def test_the_lowest_price_and_the_choice_stand_side_by_side(world: World, manager: Client) -> None:
    made = cast.draft(world, cast.line(world))
    cast.option(world, made)
    cast.option(world, made, extra=D("0.00"))
    options = manager.get(made.get_absolute_url()).context["options"]
    assert [(one.option.amount, one.is_cheapest, one.is_chosen) for one in options] == [
        (D("4100.00"), False, False),
        (D("4072.50"), True, False),
    ]


def test_a_late_order_stands_out_where_its_owner_looks(world: World, manager: Client) -> None:
    made = cast.ordered(world, cast.line(world))
    today = timezone.localdate()
    Purchase.objects.filter(pk=made.pk).update(
        ordered_on=today - timedelta(days=9), expected_on=today - timedelta(days=3)
    )
    assert "3 days late" in text_of(manager.get("/purchases/"))
    assert "3 days ago." in text_of(manager.get(made.get_absolute_url()))
    assert [one.pk for one in manager.get("/purchases/?late=yes").context["page"].rows] == [made.pk]
    assert manager.get("/purchases/?late=no").context["page"].rows == []
    assert "3 days late" in text_of(manager.get(f"/vendors/{world.vendor.pk}/"))
    assert manager.get("/purchases/?color=red").status_code == 400


def test_a_delivery_becomes_assets_that_lead_back_to_the_purchase(world: World, manager: Client) -> None:
    made = cast.ordered(world, cast.line(world), "PO-9")
    switches = made.chosen.lines.first()  # type: ignore[union-attr]
    here, it = made.get_absolute_url(), other(world, "it_manager")
    too_many = it.post(
        f"{here}receive/", {f"line_{switches.pk}": "5", "received_on": timezone.localdate().isoformat()}
    )
    assert (too_many.status_code, "Still to come of this line: 4. You wrote 5." in text_of(too_many)) == (
        422,
        True,
    )
    it.post(f"{here}receive/", {f"line_{switches.pk}": "2", "received_on": timezone.localdate().isoformat()})
    page = text_of(it.get(here))
    assert "Record 2 pieces as assets" in page
    came = made.receipts.get().lines.get()
    it.post(f"{here}received/{came.pk}/assets/", {"devices": "SW-1 AB 12\n- CD34"})
    assert sorted(Asset.objects.filter(po_number="PO-9").values_list("serial", flat=True)) == [
        "AB 12",
        "CD34",
    ]
    assert made.number in text_of(it.get(Asset.objects.get(tag="SW-1").get_absolute_url()))
    assert "no assets yet" not in text_of(manager.get(here))


def test_invoices_that_name_the_order_stand_on_it_and_only_for_readers_of_money(
    world: World, manager: Client
) -> None:
    line = cast.line(world)
    made = cast.ordered(world, line, "PO-9")
    entry(world, line, "1100.00", order_number="po-9", invoice_number="R-77")
    page = text_of(manager.get(made.get_absolute_url()))
    assert "USD 3,000.00" in page
    assert "R-77" in page
    books = other(world, "finance")
    prefilled = books.get(f"/budget/entries/new/?line={line.pk}&vendor={world.vendor.pk}&order=PO-9")
    assert 'value="PO-9"' in text_of(prefilled)
    assert [one.amount for one in books.get("/budget/entries/?order=po-9").context["page"].rows] == [
        D("1100.00")
    ]


def test_others_find_nothing(world: World) -> None:
    made = cast.draft(world, None)
    for who in ("agent", "requester", "privacy", "administrator"):
        client = other(world, who)
        assert client.get(made.get_absolute_url()).status_code == 404
        assert client.get("/purchases/").status_code == 404
        assert "/purchases/" not in text_of(client.get("/me/"))


def test_who_was_faster_is_shown_and_nothing_typed_is_lost(world: World, manager: Client) -> None:
    made = cast.draft(world, None, title="Switches")
    wish: dict[str, Any] = {"need": "Power.", "domain": "infrastructure", "version": 1}
    manager.post(f"{made.get_absolute_url()}edit/", {**wish, "title": "Routers"})
    late = manager.post(f"{made.get_absolute_url()}edit/", {**wish, "title": "Gateways"})
    words = text_of(late)
    assert (late.status_code, "Routers" in words, 'value="Gateways"' in words) == (409, True, True)
