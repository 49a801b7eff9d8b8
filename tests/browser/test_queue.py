"""An agent works the queue in a real browser: by keyboard, live, on a laptop and a phone, and without script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Ticket

PROBLEMS = (
    ("The scanner on cart 14 does not read wristbands.", "slower", "scanner"),
    ("The workstation in bay 2 takes five minutes to open a chart.", "not_affected", "slow"),
    ("The badge reader at the door signs nobody in.", "unsafe", "sign_in"),
)


def report(world: World, text: str, care: str, topic: str) -> Ticket:
    return report_problem(
        actor=again(world.requester), text=text, care_answer=care, topic=topic, place=Place(world.icu)
    )


@pytest.fixture
def tickets(world: World) -> list[Ticket]:
    """Three problems, the most pressing reported last."""
    return [report(world, *problem) for problem in PROBLEMS]


@pytest.fixture
def desk(page: Page, live_server: Any, world: World, tickets: list[Ticket]) -> Page:
    """The agent's laptop with all open tickets."""
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/")
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def first_row(page: Page) -> str:
    return page.locator("[data-row]").first.get_attribute("id") or ""


def test_j_and_k_move_through_the_list_and_show_the_preview(desk: Page, tickets: list[Ticket]) -> None:
    press(desk, "j")
    expect(desk.locator("[data-row]").first).to_have_class("is-unread is-open")
    expect(desk.locator("#pane")).to_contain_text(tickets[2].key)
    press(desk, "j")
    expect(desk.locator("#pane")).not_to_contain_text(tickets[2].key)
    press(desk, "k")
    expect(desk.locator("#pane")).to_contain_text(tickets[2].key)
    assert f"open={tickets[2].key}" in desk.url


def test_space_scrolls_the_preview_while_a_row_has_the_focus(desk: Page, tickets: list[Ticket]) -> None:
    desk.set_viewport_size({"width": 1440, "height": 420})
    press(desk, "j")
    expect(desk.locator("#pane")).to_contain_text(tickets[2].key)
    desk.wait_for_load_state("networkidle")
    press(desk, " ")
    desk.wait_for_function("() => document.querySelector('#pane > .q-pane-in').scrollTop > 0")
    expect(desk.locator("[data-row].is-open a[data-preview]")).to_be_focused()


def test_enter_opens_the_ticket(desk: Page, tickets: list[Ticket]) -> None:
    press(desk, "j")
    press(desk, "Enter")
    desk.wait_for_url(f"**/t/{tickets[2].key}/")


def test_a_assigns_the_previewed_ticket_to_me(desk: Page, world: World, tickets: list[Ticket]) -> None:
    mine = next(ticket for ticket in tickets if ticket.team == world.team("EUC"))
    desk.locator(f"#row-{mine.key} [data-preview]").focus()
    desk.goto(desk.url.split("?")[0] + f"?open={mine.key}")
    expect(desk.locator("#pane")).to_contain_text("Assign to me")
    press(desk, "a")
    expect(desk.get_by_text(f"{mine.key} is yours.")).to_be_visible()
    mine.refresh_from_db()
    assert mine.assignee == world.agent
    expect(desk.locator(f"#row-{mine.key} [data-preview]")).to_be_focused()
    expect(desk.locator("#pane")).to_contain_text(mine.key)


def test_where_the_assigned_ticket_leaves_the_list_the_next_one_opens(
    page: Page, live_server: Any, world: World
) -> None:
    keys = [report(world, text, "slower", "scanner").key for text in ("Cart 3 is deaf.", "Cart 4 is deaf.")]
    keys.append(report(world, "Cart 5 is deaf.", "not_affected", "scanner").key)
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/unassigned/?team=EUC&sort=oldest")
    for _step in range(2):
        press(page, "j")
    expect(page.locator("#pane")).to_contain_text(keys[1])
    press(page, "a")
    expect(page.get_by_text(f"{keys[1]} is yours.")).to_be_visible()
    expect(page.locator(f"#row-{keys[2]} [data-preview]")).to_be_focused()
    expect(page.locator("#pane")).to_contain_text(keys[2])
    press(page, "k")
    expect(page.locator("#pane")).to_contain_text(keys[0])


def test_a_question_mark_lists_the_keys(desk: Page) -> None:
    press(desk, "?")
    expect(desk.locator("#shortcuts")).to_be_visible()
    press(desk, "Escape")
    expect(desk.locator("#shortcuts")).not_to_be_visible()


def test_slash_goes_to_the_search_and_letters_typed_there_do_nothing_else(desk: Page) -> None:
    address = desk.url
    press(desk, "/")
    desk.keyboard.type("jat")
    expect(desk.locator("input[name=q]").first).to_have_value("jat")
    assert desk.url == address


def test_new_tickets_wait_behind_a_button_and_nothing_moves(desk: Page, world: World) -> None:
    top = first_row(desk)
    report(world, "All four tracking screens stopped updating.", "unsafe", "")
    expect(desk.locator("[data-new-rows]")).to_have_text("1 new.", timeout=10_000)
    assert first_row(desk) == top
    press(desk, ".")
    expect(desk.locator("[data-row]")).to_have_count(4)


def test_a_filter_is_a_chip_and_a_part_of_the_address(desk: Page) -> None:
    press(desk, "f")
    desk.select_option("#id_priority", "2")
    desk.click("text=Show these")
    assert "priority=2" in desk.url
    expect(desk.locator("[data-row]")).to_have_count(1)
    desk.click("[aria-label='Remove filter: Priority Priority 2, high']")
    expect(desk.locator("[data-row]")).to_have_count(3)


def test_without_script_the_list_filters_opens_and_takes(
    chromium: Browser, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/?priority=2")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.goto(f"{live_server.url}/queue/v/unassigned/")
    page.click("text=Take next")
    page.wait_for_url("**/t/**")
    assert Ticket.objects.filter(assignee=world.agent).count() == 1
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(desk: Page, axe_faults: Any, theme: str) -> None:
    desk.emulate_media(color_scheme=theme)
    assert axe_faults(desk) == []
    press(desk, "j")
    expect(desk.locator("#pane")).to_contain_text("INC-")
    press(desk, "f")
    assert axe_faults(desk) == []


def test_a_phone_shows_cards_and_axe_finds_nothing(
    phone: Page, live_server: Any, world: World, tickets: list[Ticket], axe_faults: Any
) -> None:
    sign_in(phone, live_server, world.agent, None)
    phone.goto(f"{live_server.url}/queue/v/all/")
    expect(phone.locator("[data-row]")).to_have_count(3)
    assert axe_faults(phone) == []


@pytest.mark.parametrize("width", [320, 768, 1024, 1920])
def test_nothing_scrolls_sideways(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
