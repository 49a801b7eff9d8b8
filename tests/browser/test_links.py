"""Links between tickets in the browser, at each width, light and dark, without faults of axe."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from hospital_itsm.links.models import TicketLink
from tests.browser.signed_in import sign_in
from tests.tickets.desk_cast import report
from tests.world import World


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]
)
def test_two_tickets_are_linked(
    chromium: Browser, live_server: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    ticket, other = report(world), report(world, text="The switch in the closet restarts every ten minutes")
    viewport: Any = {"width": width, "height": 900}
    context = chromium.new_context(viewport=viewport, color_scheme=scheme, locale="en-US")
    page = context.new_page()
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/links/")
    page.get_by_label("What is it?", exact=True).select_option("caused_by")
    page.get_by_label("Number of the other ticket", exact=True).fill(other.key)
    page.get_by_role("button", name="Link them").click()
    expect(page.get_by_text("The tickets are linked.")).to_be_visible()
    assert TicketLink.objects.get().target == other
    inner, outer = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert (inner <= outer, axe_faults(page)) == (True, [])
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"links-{width}-{scheme}.png", full_page=True)
    page.goto(f"{live_server.url}/t/{other.key}/")
    expect(page.get_by_role("complementary").get_by_text("Causes", exact=True)).to_be_visible()
    context.close()
