"""A device fails: its label opens the report, the receipt names a spare, and a technician goes there with a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.assets import cast
from tests.browser.signed_in import sign_in
from tests.world import World
from tickets.choices import Metric
from tickets.models import Clock, Ticket, Visit


@pytest.fixture
def pumps(world: World) -> World:
    """A pump in a room of the ICU, and a spare in the store on the same floor."""
    places = cast.tower(world)
    store = cast.place(world, "N4-STORE", "room", places["floor"])
    cast.pump(world, location=places["room"])
    cast.pump(world, "LR-2", location=store, status="standby_spare")
    return world


def test_from_the_label_to_the_fix(
    page: Page, phone: Page, live_server: Any, pumps: World, axe_faults: Any
) -> None:
    sign_in(page, live_server, pumps.elsewhere, pumps.area("MS5"))
    page.goto(f"{live_server.url}/report/device/LR-20417/")
    expect(page.locator("#device-line")).to_contain_text("IX-4")
    page.locator("#id_text").fill("The screen goes black after a minute.")
    page.locator("#device-line [name=on_patient][value=yes]").check()
    page.locator("label.p-card", has_text="Delayed or unsafe").click()
    assert axe_faults(page) == []
    page.locator(".p-send button").click()
    page.wait_for_url("**/report/sent/**")
    expect(page.locator(".p-spare")).to_contain_text("A spare is at hand: LR-2")
    assert axe_faults(page) == []

    ticket = Ticket.objects.get()
    assert (ticket.care_area, ticket.asset.tag) == (pumps.icu, "LR-20417")
    sign_in(phone, live_server, pumps.biomed)
    phone.goto(f"{live_server.url}/devices/today/")
    assert axe_faults(phone) == []
    phone.get_by_role("button", name="On my way").click()
    phone.get_by_role("button", name="Here").click()
    expect(phone.get_by_role("button", name="Leaving")).to_be_visible()
    assert Clock.objects.get(ticket=ticket, metric=Metric.ONSITE).outcome == "met"

    phone.goto(f"{live_server.url}/t/{ticket.key}/")
    expect(phone.locator("section:has(#h-dev)")).to_contain_text("LR-2")
    assert axe_faults(phone) == []
    phone.goto(f"{live_server.url}/t/{ticket.key}/step/resolve/")
    phone.locator("[name=close_code]").select_option("battery")
    phone.locator("[name=cause]").select_option("wear")
    phone.locator("[name=message]").fill("It has a new battery.")
    phone.locator("form:has([name=close_code]) button[type=submit]").click()
    phone.wait_for_url(f"**/t/{ticket.key}/")
    phone.get_by_role("button", name="Leaving").click()
    expect(phone.get_by_text("you have left")).to_be_visible()
    ticket.refresh_from_db()
    assert (ticket.state, Visit.objects.get().state) == ("resolved", "left")


def test_the_tag_resolves_as_it_is_typed_and_never_blocks(page: Page, live_server: Any, pumps: World) -> None:
    sign_in(page, live_server, pumps.requester, pumps.icu)
    page.goto(f"{live_server.url}/report/")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.locator("#id_device_text").press_sequentially("SCN-0441")
    expect(page.locator("#device-line")).to_contain_text("We can’t find SCN-0441")
    page.locator("#id_device_text").fill("LR-20417")
    page.locator("#id_device_text").press("End")
    expect(page.locator("#device-line")).to_contain_text("It stands in")
    expect(page.locator("#device-line")).to_contain_text("Is it on a patient now?")
