"""The pages of agreements: what is missing is named, gaps stand where people look, nobody's typing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Service
from tests.assets import cast as assets_cast
from tests.authorization.device_scene import device_ticket
from tests.vendors import cast
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.actions.baa_overrides import allow_without_baa
from vendors.actions.baas import create_baa
from vendors.models import Baa, BaaOverride, Vendor

SIGNED: dict[str, Any] = {
    "executed_on": date(2025, 6, 20),
    "effective_on": date(2025, 7, 1),
    "expires_on": date(2040, 6, 30),
}
TYPED = {name: day.isoformat() for name, day in SIGNED.items()}
REASON = "The pump library server is down and the ICU waits."


@pytest.fixture
def privacy(world: World, client: Client) -> Client:
    """A browser in which the privacy officer is signed in."""
    client.force_login(world.privacy)
    return client


@pytest.fixture
def pumps(world: World) -> Vendor:
    """A vendor that touches patient data without an agreement."""
    made = cast.vendor(world, "Ashgrove Infusion")
    cast.contract(world, "C-1015", vendor=made, phi_access="yes", title="Pump fleet")
    return made


def test_the_register_names_gaps_and_what_agreements_lack(
    world: World, pumps: Vendor, privacy: Client
) -> None:
    create_baa(
        actor=again(world.privacy),
        vendor=world.vendor,
        provisions={"reports": "no", "access": "no"},
        **SIGNED,
    )
    page = text_of(privacy.get("/vendors/baa/"))
    assert "touch patient data without a BAA in force:</b> Ashgrove Infusion." in page
    assert (
        "Lacks: Reports unauthorized uses, breaches and security incidents; Gives individuals access" in page
    )
    assert "Northlight" not in text_of(privacy.get("/vendors/baa/?lacks=safeguards"))
    assert "Northlight" in text_of(privacy.get("/vendors/baa/?lacks=reports&state=active&q=north"))
    assert privacy.get("/vendors/baa/?state=perhaps").status_code == 400


def test_the_page_of_one_says_what_it_must_say_with_the_place_in_the_law(
    world: World, privacy: Client
) -> None:
    made = create_baa(
        actor=again(world.privacy),
        vendor=world.vendor,
        offshore_allowed="no",
        provisions={"reports": "no"},
        subcontractors=[{"name": "Night <Readers>", "country": "IN", "is_bound": "no"}],
        **SIGNED,
    )
    page = text_of(privacy.get(f"/vendors/baa/{made.pk}/"))
    assert "<b>It lacks:</b> Reports unauthorized uses, breaches and security incidents." in page
    assert "45 CFR 164.504(e)(2)(ii)(C)" in page
    assert "Night &lt;Readers&gt; works in India, although work offshore is not allowed." in page
    assert "Night &lt;Readers&gt; is not bound by the same terms." in page
    assert privacy.get("/vendors/baa/999999/").status_code == 404


def test_an_agreement_is_added_changed_renewed_and_ended_by_forms(world: World, privacy: Client) -> None:
    answer = privacy.post(
        "/vendors/baa/new/", {**TYPED, "vendor": world.vendor.pk, "says_reports": "yes", "says_access": "no"}
    )
    made = Baa.objects.get()
    assert answer["Location"] == f"/vendors/baa/{made.pk}/"
    assert (made.included, made.absent, made.expires_on) == (["reports"], ["access"], date(2040, 6, 30))
    refused = privacy.post(
        f"/vendors/baa/{made.pk}/edit/", {**TYPED, "expires_on": "2025-01-01", "note": "Mine"}
    )
    assert refused.status_code == 422
    assert "before the first day" in text_of(refused)
    assert 'value="Mine"' in text_of(refused)
    stale = privacy.post(f"/vendors/baa/{made.pk}/edit/", {**TYPED, "version": 0, "note": "Mine"})
    assert (stale.status_code, 'value="Mine"' in text_of(stale)) == (409, True)
    others = {
        "name_0": "Tidewater",
        "country_0": "US",
        "is_bound_0": "yes",
        "name_1": "Pune",
        "country_1": "",
    }
    unclear = privacy.post(f"/vendors/baa/{made.pk}/subcontractors/", {**others, "version": 1})
    assert (unclear.status_code, "Say in which country Pune works." in text_of(unclear)) == (422, True)
    privacy.post(f"/vendors/baa/{made.pk}/subcontractors/", {**others, "country_1": "IN", "version": 1})
    assert list(made.subcontractors.values_list("name", "country", "is_bound")) == [
        ("Pune", "IN", ""),
        ("Tidewater", "US", "yes"),
    ]
    later = {**TYPED, "effective_on": "2030-01-01", "version": 2}
    privacy.post(f"/vendors/baa/{made.pk}/renew/", later)
    newer = Baa.objects.get(succeeds=made)
    page = text_of(privacy.get(f"/vendors/baa/{newer.pk}/"))
    assert f'Follows</dt><dd><a href="/vendors/baa/{made.pk}/">' in page
    privacy.post(f"/vendors/baa/{made.pk}/terminate/", {"reason": "Sold", "version": 2})
    made.refresh_from_db()
    assert made.state_on(timezone.localdate()) == "terminated"
    assert "/edit/" not in text_of(privacy.get(f"/vendors/baa/{made.pk}/"))


def test_a_gap_stands_wherever_the_vendor_is_named(world: World, pumps: Vendor, client: Client) -> None:
    service = Service.objects.create(code="A900", name="Pump library", domain="applications", vendor=pumps)
    mark = "No BAA</span>"
    client.force_login(world.vendor_manager)
    for address in (
        "/vendors/?q=ash",
        "/contracts/?q=C-1015",
        "/services/?q=pump",
        service.get_absolute_url(),
    ):
        assert mark in text_of(client.get(address)), address
    pump = assets_cast.pump(world, contract=pumps.contracts.get())
    ticket = device_ticket(world)
    for address in (pump.get_absolute_url(), ticket.get_absolute_url()):
        assert mark in text_of(client.get(address)), address
    for address in (pumps.get_absolute_url(), "/contracts/C-1015/"):
        assert "Ashgrove Infusion touches patient data without a BAA." in text_of(client.get(address)), (
            address
        )
    client.force_login(world.technician)
    assert mark in text_of(client.get("/contracts/"))
    assert "/vendors/baa/" not in text_of(client.get(pumps.get_absolute_url()))
    names = [row.name for row in client.get("/vendors/?baa=missing").context["page"].rows]
    assert names == ["Ashgrove Infusion"]
    assert [row.number for row in client.get("/contracts/?baa=missing").context["page"].rows] == ["C-1015"]


def test_the_list_of_gaps_says_what_shows_each_and_asks_where_nobody_knows(
    world: World, pumps: Vendor, privacy: Client
) -> None:
    held = {"domain": "applications", "data_class": "phi"}
    Service.objects.create(code="A901", name="Pump library", vendor=pumps, **held)
    denied = cast.vendor(world, "BadgeIn Identity")
    cast.contract(world, "C-1009", vendor=denied, phi_access="no")
    Service.objects.create(code="A902", name="Badges", vendor=denied, **held)
    ended = create_baa(actor=again(world.privacy), vendor=pumps, **{**SIGNED, "expires_on": date(2025, 7, 2)})
    page = text_of(privacy.get("/vendors/baa/gaps/"))
    assert 'href="/contracts/C-1015/">C-1015</a>' in page
    assert ">A901 Pump library</a>" in page
    assert f'href="/vendors/baa/{ended.pk}/renew/"' in page
    assert "ended Jul 2, 2025" in page
    assert "Contract and inventory disagree about patient data" in page
    lapsed = privacy.get("/vendors/baa/gaps/?standing=lapsed").context["page"].rows
    assert [row.name for row in lapsed] == ["Ashgrove Infusion"]


def test_an_exception_is_made_shown_and_ended(world: World, pumps: Vendor, privacy: Client) -> None:
    where = f"/vendors/{pumps.pk}/baa-exception/"
    refused = privacy.post(where, {"purpose": "purchase", "reason": "short"})
    assert (refused.status_code, 'value="short"' in text_of(refused)) == (422, True)
    assert privacy.post(where, {"purpose": "purchase", "reason": REASON}).status_code == 302
    made = BaaOverride.objects.get()
    page = text_of(privacy.get(pumps.get_absolute_url()))
    assert "Purchases: allowed without a BAA until" in page
    assert REASON in page
    assert "allowed until" in text_of(privacy.get("/vendors/baa/gaps/"))
    listed = text_of(privacy.get("/vendors/baa/exceptions/?lasting=yes&purpose=purchase"))
    assert f"Purchases: {REASON}" in listed
    privacy.post(f"/vendors/baa/exceptions/{made.pk}/end/")
    assert REASON not in text_of(privacy.get("/vendors/baa/exceptions/?lasting=yes"))
    assert f"ended by {world.privacy.full_name}" in text_of(privacy.get("/vendors/baa/exceptions/"))
    rows = b"".join(privacy.post("/vendors/baa/exceptions/export/", {"format": "csv"})).decode("utf-8-sig")
    assert f"Ashgrove Infusion,Purchases,{world.privacy.full_name}," in rows
    assert "allowed without a BAA until" not in text_of(privacy.get(pumps.get_absolute_url()))
    create_baa(actor=again(world.privacy), vendor=pumps, **SIGNED)
    assert privacy.post(where, {"purpose": "purchase", "reason": f"{REASON} Again."}).status_code == 409


def test_the_reason_of_an_exception_is_for_readers_of_agreements(
    world: World, pumps: Vendor, client: Client
) -> None:
    allow_without_baa(pumps.pk, actor=again(world.privacy), purpose="purchase", reason=REASON)
    client.force_login(world.technician)
    page = text_of(client.get(pumps.get_absolute_url()))
    assert "Purchases: allowed without a BAA until" in page
    assert REASON not in page


def test_register_and_gaps_leave_as_files(world: World, pumps: Vendor, privacy: Client) -> None:
    create_baa(actor=again(world.privacy), vendor=world.vendor, provisions={"reports": "no"}, **SIGNED)
    rows = b"".join(privacy.post("/vendors/baa/export/", {"format": "csv"})).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Number,Vendor,State,Signed by both on")
    assert "Northlight Networks,In force,2025-06-20,2025-07-01,2040-06-30" in rows[1]
    gaps = b"".join(privacy.post("/vendors/baa/gaps/export/", {"format": "csv"})).decode("utf-8-sig")
    assert "ashgrove infusion,no baa,y,n,n" in gaps.lower()


def test_what_ends_first_stands_first_page_by_page(world: World, privacy: Client) -> None:
    made = [
        create_baa(
            actor=again(world.privacy),
            vendor=world.vendor,
            **{**SIGNED, "expires_on": SIGNED["expires_on"] + timedelta(days=n)},
        )
        for n in (3, 1, 2)
    ]
    rows = privacy.get("/vendors/baa/").context["page"].rows
    assert [row.pk for row in rows] == [made[1].pk, made[2].pk, made[0].pk]
