"""A report without signing in, in a real browser: by keyboard, without script, and readable everywhere."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.signed_in import register
from tests.world import World
from tickets.models import Ticket

WORDS = "The label printer at the desk is jammed."


@pytest.fixture(autouse=True)
def _allowed(settings: Any) -> None:
    settings.OPEN_REPORT_AT_WORKSTATIONS = True


def fill(page: Page) -> None:
    """Everything that must be answered."""
    page.fill("#id_text", WORDS)
    page.check("#id_care_answer_1")
    page.get_by_label("Your name", exact=True).fill("Jo Temp")
    page.get_by_label("Where can we reach you?", exact=True).fill("ext. 4503")


def test_a_stranger_at_the_ward_computer_reports_and_keeps_a_receipt(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    register(page, live_server, world.workstation)
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("link", name="Report without signing in").click()
    page.wait_for_url("**/report/open/")
    page.wait_for_selector("html[data-ready]", state="attached")
    fill(page)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/report/open/*/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(Ticket.objects.get().key)
    assert axe_faults(page) == []


def test_it_needs_no_script(chromium: Browser, live_server: Any, world: World) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    register(page, live_server, world.workstation)
    page.goto(f"{live_server.url}/report/open/")
    fill(page)
    page.get_by_role("button", name="Send report").last.click()
    page.wait_for_url("**/report/open/*/")
    assert Ticket.objects.get().requester_label == "Jo Temp"
    context.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
)
def test_the_page_reads_well_everywhere(
    page: Page, live_server: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    register(page, live_server, world.workstation)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/report/open/")
    assert axe_faults(page) == []
    page.locator(".p-send button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe_faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
