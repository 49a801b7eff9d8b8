"""Similar tickets beside a ticket and in the preview, which keeps what it shows."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.tickets.desk_cast import report
from tests.world import World

TEXT = "The label printer at the station prints blank labels."


def test_the_preview_and_the_page_bring_what_looks_alike(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    one, other = report(world, text=TEXT), report(world, text=TEXT)
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/queue/v/all/?open={one.key}")
    pane = page.locator("#pane")
    expect(pane.get_by_role("link", name=other.key, exact=True)).to_be_visible()
    expect(pane.get_by_role("heading", name=one.title)).to_be_visible()
    assert axe_faults(page) == []
    page.goto(f"{live_server.url}/t/{one.key}/")
    expect(
        page.get_by_label("Ticket details").get_by_role("link", name=other.key, exact=True)
    ).to_be_visible()
    assert axe_faults(page) == []
