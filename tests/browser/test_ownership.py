"""The list of costs of ownership: from the spend to the dearest thing, at every width and without faults."""

from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.budget.tasks import count_costs_of_ownership
from tests.assets import cast as assets_cast
from tests.browser.signed_in import sign_in
from tests.budget import cast
from tests.world import World


def test_from_the_spend_to_what_costs_most(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    cast.line(world, cast.year(world))
    pump = assets_cast.pump(world)
    cast.entry(world, None, "90000.00", asset=pump, vendor=world.vendor)
    count_costs_of_ownership()
    sign_in(page, live_server, world.cio)
    page.goto(f"{live_server.url}/budget/")
    page.get_by_role("link", name="Cost of ownership").click()
    expect(page.get_by_role("link", name=pump.tag)).to_be_visible()
    expect(page.get_by_text("Price not known")).to_be_visible()
    for width in (320, 768, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
        assert axe_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    page.get_by_label("Of", exact=True).select_option("vendor")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("link", name=world.vendor.name)).to_be_visible()
