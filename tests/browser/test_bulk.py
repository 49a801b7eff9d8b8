"""Many tickets at once in a real browser: by keyboard alone, without script, on every width."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital_itsm.bulk.models import BulkChange
from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.bulk.cast import changed, chosen, printers
from tests.tickets.desk_cast import fresh
from tests.world import World
from tickets.models import Ticket


@pytest.fixture
def tickets(world: World) -> list[Ticket]:
    """Four printers."""
    return printers(world, 4)


def queue(page: Page, live_server: Any, world: World) -> Page:
    """The agent's queue, ready for keys."""
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/")
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def test_three_are_ticked_assigned_and_undone_with_the_keyboard_alone(
    page: Page, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    desk = queue(page, live_server, world)
    bar = desk.get_by_role("form", name="Change the ticked tickets")
    expect(bar).to_be_hidden()
    for key in ("j", "x", "j", "x", "j", "x"):
        press(desk, key)
    expect(desk.locator("[data-row] .tick:checked")).to_have_count(3)
    expect(bar).to_be_visible()
    press(desk, "a")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Assign to me: 3 tickets")
    assert [fresh(one).assignee for one in tickets].count(world.agent) == 3
    press(desk, "u")
    expect(desk.get_by_text("Undone").first).to_be_visible()
    assert [fresh(one).assignee for one in tickets] == [None] * 4


def test_all_and_none_are_ticked_by_their_keys(
    page: Page, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    desk = queue(page, live_server, world)
    ticked = desk.locator("[data-row] .tick:checked")
    for key in ("*", "a"):
        press(desk, key)
    expect(ticked).to_have_count(4)
    for key in ("*", "n"):
        press(desk, key)
    expect(ticked).to_have_count(0)
    for key in ("j", "x"):
        press(desk, key)
    expect(ticked).to_have_count(1)
    press(desk, "Escape")
    expect(ticked).to_have_count(0)


def test_a_range_is_ticked_with_shift_by_key_and_by_press(
    page: Page, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    desk = queue(page, live_server, world)
    ticked, boxes = desk.locator("[data-row] .tick:checked"), desk.locator("[data-row] .tick")
    for key in ("j", "x", "j", "j", "Shift+X"):
        press(desk, key)
    expect(ticked).to_have_count(3)
    expect(boxes.nth(3)).not_to_be_checked()
    press(desk, "Escape")
    expect(ticked).to_have_count(0)
    boxes.nth(3).click()
    boxes.nth(1).click(modifiers=["Shift"])
    expect(ticked).to_have_count(3)
    expect(boxes.nth(0)).not_to_be_checked()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(boxes.nth(1)).not_to_be_checked()
    expect(ticked).to_have_count(1)
    press(desk, "Shift+A")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Assign: 1 ticket")


def test_without_script_a_team_is_given_to_all_that_match(
    chromium: Browser, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=LAPTOP)
    page = context.new_page()
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/?team=EUC")
    page.get_by_label(f"Tick {tickets[0].key}").check()
    page.get_by_label("All 4").check()
    page.get_by_role("button", name="Team", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Team: 4 tickets")
    page.get_by_role("button", name="Give to the team").click()
    expect(page.get_by_text("Choose the team that works them.").first).to_be_visible()
    page.get_by_label("Team", exact=True).select_option(label=world.team("NET").name)
    page.get_by_label("Why?", exact=True).fill("It is the switch.")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_text("4 tickets change.")).to_be_visible()
    assert {fresh(one).team for one in tickets} == {world.team("EUC")}
    page.get_by_role("button", name="Give to the team").click()
    expect(page.get_by_role("heading", name="What became of them")).to_be_visible()
    assert {fresh(one).team for one in tickets} == {world.team("NET")}
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_scrolls_sideways_and_axe_finds_nothing(
    page: Page, live_server: Any, world: World, tickets: list[Ticket], axe_faults: Any, width: int
) -> None:
    Ticket.objects.filter(pk=tickets[0].pk).update(title="W" * 110)
    waits = chosen(world.agent, [fresh(one) for one in tickets], "state")
    BulkChange.objects.filter(pk=waits.pk).update(count=312)
    over = changed(world.agent, [fresh(tickets[0])], "take")
    sign_in(page, live_server, world.agent, None)
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/queue/bulk/", waits.get_absolute_url(), over.get_absolute_url(), "/queue/v/all/"):
        page.goto(f"{live_server.url}{address}")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert axe_faults(page) == []
    page.locator("[data-row] .tick").first.check()
    expect(page.get_by_role("form", name="Change the ticked tickets")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_faults(page) == []
