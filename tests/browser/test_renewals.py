"""The table of renewals by keyboard: rows as in the queue, months beside them."""

from datetime import date
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.vendors import cast
from tests.world import World


def test_keys_move_through_the_rows_and_enter_opens_one(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    for number, day in (("C-1", 10), ("C-2", 11), ("C-3", 12)):
        cast.contract(world, number, starts_on=date(2020, 1, 1), ends_on=date(2031, 5, day))
    sign_in(page, live_server, world.vendor_manager)
    page.goto(f"{live_server.url}/contracts/renewals/?from=2031-04")
    expect(page.locator("html[data-ready]")).to_be_attached()
    row = page.get_by_role("table").get_by_role("link")
    page.keyboard.press("ArrowDown")
    expect(row.first).not_to_be_focused()
    page.keyboard.press("j")
    expect(row.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(row.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(row.nth(1)).to_be_focused()
    assert axe_faults(page) == []
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**from=2031-03*")
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contracts/C-2/")
