"""An agent saves a view of the queue in a real browser, without script, and finds it on a narrow screen."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital_itsm.desk.actions.views import save_view
from hospital_itsm.desk.models import SavedView
from tests.browser.conftest import LAPTOP
from tests.browser.signed_in import sign_in
from tests.world import World, again


def test_without_script_a_view_is_saved_and_opens_again(
    chromium: Browser, live_server: Any, world: World
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=LAPTOP)
    page = context.new_page()
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/?priority=1&sort=oldest")
    page.get_by_role("link", name="Save view").click()
    page.get_by_label("Name", exact=True).fill("First ones")
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("First ones")
    assert "priority=1" in page.url
    assert "sort=oldest" in page.url
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_long_names_scroll_nothing_sideways_and_axe_finds_nothing(
    page: Page, live_server: Any, world: World, axe_faults: Any, width: int
) -> None:
    for name in ("W" * 60, "What waits for an answer of the clinics on the second floor"):
        save_view("all", {}, actor=again(world.agent), name=name)
    sign_in(page, live_server, world.agent, None)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/queue/views/", SavedView.objects.earliest("pk").get_absolute_url()):
        page.goto(f"{live_server.url}{address}")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert axe_faults(page) == []
