"""Saying why a promise was missed in a real browser: the sheet opens in the panel and the words come to the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_ticket_page import sign_in
from tests.tickets.clock_cases import opened_ticket
from tests.world import World
from tickets.models import Miss

SCREENS = [{"width": 1366, "height": 768}, {"width": 390, "height": 844}]


@pytest.mark.parametrize("size", SCREENS)
def test_the_reason_is_asked_for_and_shown_at_the_late_clock(
    page: Page, live_server: Any, transactional_db: None, axe_faults: Any, size: Any
) -> None:
    world = World.build()
    ticket = opened_ticket(world, timezone.now() - timedelta(days=30), team=world.team("EUC"))
    sign_in(page, live_server, world.agent)
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.get_by_role("link", name="Say why it was missed").click()
    choice = page.get_by_label("Why was it missed?")
    expect(choice).to_be_focused()
    assert axe_faults(page) == []
    choice.select_option(label="Waited for a part")
    page.get_by_role("button", name="Save the reason").click()
    expect(page.get_by_text("Missed: Waited for a part", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Change why it was missed: Working again")).to_be_visible()
    assert axe_faults(page) == []
    assert Miss.objects.get().reason == "parts"
