"""Taking a reply back in a real browser: one key, and the button goes when the reply has gone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import press
from tests.browser.test_ticket_page import sign_in
from tests.tickets.desk_cast import report
from tests.world import World
from tickets.models import HeldReply, Message, Ticket


@pytest.fixture
def hospital(transactional_db: None) -> World:
    """The cast, stored for real."""
    return World.build()


def reply(page: Page, live_server: Any, hospital: World) -> Ticket:
    """The agent sends a reply."""
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.fill("#compose-body", "Omar is on the way.")
    page.click("#compose button[type=submit]")
    page.wait_for_url("**/#message-*")
    return ticket


def test_one_key_takes_it_back_into_the_box(
    page: Page, live_server: Any, hospital: World, settings: Any, axe_faults: Any
) -> None:
    settings.UNDO_SEND_SECONDS = 60
    ticket = reply(page, live_server, hospital)
    expect(page.get_by_role("button", name="Undo send")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert axe_faults(page) == []
    press(page, "u")
    page.wait_for_url("**/?write=reply#compose")
    expect(page.locator("#compose-body")).to_have_value("Omar is on the way.")
    assert not Message.objects.filter(ticket=ticket, kind="held").exists()


def test_the_button_goes_when_the_time_is_over(
    page: Page, live_server: Any, hospital: World, settings: Any
) -> None:
    settings.UNDO_SEND_SECONDS = 2
    reply(page, live_server, hospital)
    expect(page.get_by_role("button", name="Undo send")).to_have_count(0)
    expect(page.get_by_text("Gone out")).to_be_visible()
    assert HeldReply.objects.count() == 1
