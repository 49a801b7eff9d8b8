"""One's own keys in a real browser: moved, shown, in conflict, and switched off."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hospital_itsm.people.actions.accounts import prefer_shortcuts
from hospital_itsm.people.actions.keys import choose_keys
from tests.browser.hands import press, send
from tests.browser.signed_in import sign_in
from tests.desk.cast import scanner
from tests.world import World, again
from tickets.models import Ticket


@pytest.fixture
def ticket(world: World) -> Ticket:
    """One open ticket."""
    return scanner(world)


@pytest.fixture
def desk(page: Page, live_server: Any, world: World, ticket: Ticket) -> Page:
    """The agent's laptop."""
    sign_in(page, live_server, world.agent, None)
    return page


def test_a_moved_letter_does_what_the_usual_one_did_which_does_nothing_then(
    desk: Page, live_server: Any, world: World, ticket: Ticket
) -> None:
    desk.goto(f"{live_server.url}/me/keys/")
    desk.get_by_label("Next", exact=True).fill("d")
    desk.get_by_label("Triage", exact=True).fill("q")
    desk.get_by_label("Go to, before a second letter", exact=True).fill("b")
    send(desk, "Save")
    desk.goto(f"{live_server.url}/queue/v/all/")
    press(desk, "j")
    expect(desk.locator(".is-open")).to_have_count(0)
    press(desk, "d")
    expect(desk.locator("#pane")).to_contain_text(ticket.key)
    expect(desk.locator("[data-key=t] kbd")).to_have_text("Q")
    expect(desk.locator("[data-key='g n'] kbd")).to_have_text("B N")
    press(desk, "?")
    expect(desk.locator("#shortcuts")).to_contain_text("D K")
    press(desk, "Escape")
    press(desk, "t")
    press(desk, "q")
    desk.wait_for_url(f"**/queue/triage/{ticket.key}/")
    press(desk, "b")
    press(desk, "q")
    desk.wait_for_url("**/queue/v/**")


def test_a_conflict_is_said_and_the_usual_keys_come_back(
    desk: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    desk.goto(f"{live_server.url}/me/keys/")
    assert axe_faults(desk) == []
    desk.get_by_label("Reply", exact=True).fill("a")
    send(desk, "Save")
    expect(desk.get_by_role("alert")).to_contain_text("A stands for “Assign to me”. Choose another letter.")
    assert axe_faults(desk) == []
    choose_keys({"r": "q"}, actor=again(world.agent))
    send(desk, "The usual keys")
    expect(desk.get_by_text("Every key is the usual one.")).to_be_visible()
    assert again(world.agent).preferences == {}


def test_switched_off_keys_do_nothing_in_the_desk(
    desk: Page, live_server: Any, world: World, ticket: Ticket
) -> None:
    prefer_shortcuts(actor=world.agent, on=False)
    desk.goto(f"{live_server.url}/queue/v/all/")
    for key in ("j", "t", "?"):
        press(desk, key)
    expect(desk.locator(".is-open")).to_have_count(0)
    expect(desk.locator("#shortcuts")).not_to_be_visible()
    desk.locator(".menu > summary").click()
    send(desk, "Turn on")
    desk.goto(f"{live_server.url}/queue/v/all/")
    press(desk, "j")
    expect(desk.locator("#pane")).to_contain_text(ticket.key)


@pytest.mark.parametrize("width", [1440, 1100])
def test_v_leads_to_the_views_wherever_they_stand(desk: Page, live_server: Any, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{live_server.url}/queue/v/all/")
    press(desk, "v")
    expect(desk.locator(".view:focus")).to_have_count(1)


def test_escape_leaves_a_panel_for_what_opened_it(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/queue/v/all/")
    press(desk, "f")
    panel = desk.locator(".q-panel:has(:focus)")
    expect(panel).to_have_attribute("open", "")
    desk.keyboard.press("Escape")
    expect(desk.locator(".q-panel > summary:focus")).to_have_count(1)
    expect(desk.locator(".q-panel[open]")).to_have_count(0)
