"""The palette and the search in a real browser, by keyboard alone: open, narrow, choose, go; the box of the shell."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_ticket_page import sign_in
from tests.search.test_page import ticket
from tests.world import World

SCREENS = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


def test_the_palette_finds_and_opens_a_ticket_by_keyboard(
    page: Page, live_server: Any, transactional_db: None, axe_faults: Any
) -> None:
    world = World.build()
    told = ticket(world, "The flamingo scanner reads nothing")
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/devices/today/")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Go to, do or find")
    expect(box).to_be_focused()
    expect(page.get_by_role("option", name="Take next")).to_be_visible()
    page.keyboard.type("flamingos")
    hit = page.get_by_role("option", name=told.title)
    expect(hit).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(hit).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "opt-tickets-1")
    assert axe_faults(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/t/{told.key}/")


def test_enter_without_a_choice_shows_everything_and_escape_closes(
    page: Page, live_server: Any, transactional_db: None
) -> None:
    world = World.build()
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/devices/today/")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search everything")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("okafor")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/search/?q=okafor")
    expect(page.get_by_text("Marguerite Okafor")).to_be_visible()


@pytest.mark.parametrize("size", SCREENS)
def test_results_and_no_results_have_no_faults_and_fit_the_screen(
    page: Page, live_server: Any, transactional_db: None, axe_faults: Any, size: Any
) -> None:
    world = World.build()
    ticket(world, "The docking station of the flamingo bay " + "shows no picture at all " * 4)
    sign_in(page, live_server, world.agent)
    page.set_viewport_size(size)
    for q in ("", "docking", "dockng"):
        page.goto(f"{live_server.url}/search/?q={q}")
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("link", name="docking").click()
    page.wait_for_url("**/search/?q=docking")
    expect(page.locator(".find")).to_have_count(1)
    box = page.locator(".find").bounding_box()
    assert box is not None
    assert box["height"] >= 24
