"""The privacy officer's way from a gap to a signed agreement, with the keyboard's own controls and without faults."""

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.vendors import cast
from tests.world import World
from vendors.models import Baa


def test_from_the_register_to_a_signed_agreement(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    pumps = cast.vendor(world, "Ashgrove Infusion")
    cast.contract(world, "C-1015", vendor=pumps, phi_access="yes")
    sign_in(page, live_server, world.privacy)
    page.goto(f"{live_server.url}/vendors/baa/")
    page.get_by_role("link", name="Show what shows it").click()
    expect(page.get_by_role("link", name="C-1015")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Add a BAA").click()
    page.get_by_label("Signed by both on").fill("2026-01-05")
    page.get_by_label("First day").fill("2026-02-01")
    page.get_by_role("button", name="Add the BAA").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Give the last day, or say that it holds until it is terminated."
    )
    page.get_by_label("No last day").check()
    page.get_by_label("Reports unauthorized uses").select_option("no")
    page.get_by_role("button", name="Add the BAA").click()
    expect(page.get_by_text("It lacks:")).to_be_visible()
    assert axe_faults(page) == []
    made = Baa.objects.get()
    assert (made.vendor, made.effective_on, made.absent) == (pumps, date(2026, 2, 1), ["reports"])
    page.goto(f"{live_server.url}/vendors/baa/gaps/")
    expect(page.get_by_text("Every vendor that is known to touch patient data")).to_be_visible()
