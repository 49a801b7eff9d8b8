"""A whole round at the desk without a mouse: from signing in to signing out (ux.md bar 9)."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import press
from tests.tickets.desk_cast import fresh, report
from tests.world import PASSWORD, World
from tickets.models import Message, Ticket

MOST_TABS = 80
FOCUS_IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const look = getComputedStyle(element), frame = getComputedStyle(element.closest("form, label") || element);
  const ringed = [look, frame].some((one) => one.outlineStyle !== "none" || one.boxShadow !== "none");
  return ringed && (element.contains(top) || (top?.closest("label")?.control === element));
}"""


def reach(page: Page, control: Locator) -> None:
    """Press Tab until a control has the focus, and see that it shows."""
    page.wait_for_load_state("load")
    for _ in range(MOST_TABS):
        if control.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(control).to_be_focused()
    assert control.evaluate(FOCUS_IN_SIGHT), control


def printers(world: World) -> list[Ticket]:
    """Two tickets about one printer, and one about something else, the most pressing first."""
    return [
        report(world, "unsafe", text="The badge reader at the door signs nobody in."),
        report(world, "slower", text="The label printer at the station prints blank labels."),
        report(world, "slower", text="Label printer at the station: the labels come out blank."),
    ]


def signed_in(page: Page, home: str, world: World) -> None:
    """Type name and password."""
    page.goto(f"{home}/accounts/login/")
    reach(page, page.get_by_label("User name"))
    page.keyboard.type(world.agent.username)
    press(page, "Tab")
    reach(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    page.wait_for_url("**/queue/**")


def worked(page: Page, ticket: Ticket) -> None:
    """Take the ticket that is open, write a note and a reply."""
    press(page, "a")
    expect(page.get_by_text(f"{ticket.key} is yours.")).to_be_visible()
    press(page, "i")
    page.keyboard.type("Same fault as last week.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Note saved.")).to_be_visible()
    press(page, "r")
    page.keyboard.type("I bring another printer.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Reply sent.")).to_be_visible()


def test_signing_in_to_signing_out_without_a_mouse(page: Page, live_server: Any, world: World) -> None:
    home = live_server.url
    badge, one, other = printers(world)
    signed_in(page, home, world)

    reach(page, page.locator("a[href='/queue/v/all/']").first)
    press(page, "Enter")
    page.wait_for_url("**/queue/v/all/")
    press(page, "f")
    reach(page, page.locator("#id_priority"))
    page.keyboard.type("Priority 3")
    reach(page, page.get_by_role("button", name="Show these"))
    press(page, "Enter")
    page.wait_for_url("**priority=3**")
    expect(page.locator("[data-row]")).to_have_count(2)

    press(page, "j")
    expect(page.locator("#pane")).to_contain_text("INC-")
    press(page, "Enter")
    page.wait_for_url("**/t/**")
    ticket = next(each for each in (one, other) if each.key in page.url)
    worked(page, ticket)
    assert fresh(ticket).assignee == world.agent
    kinds = Message.objects.filter(ticket=ticket).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["report", "internal", "public"]

    press(page, "Backspace")
    page.wait_for_url("**/queue/**")
    for key in ("j", "x", "j", "x", "l"):
        press(page, key)
    page.wait_for_url("**/queue/bulk/**")
    merged(page, ticket)
    assert {fresh(one).merged_into, fresh(other).merged_into} == {ticket, None}
    press(page, "u")
    expect(page.get_by_text("Undone").first).to_be_visible()
    assert {fresh(one).merged_into, fresh(other).merged_into} == {None}

    press(page, "/")
    page.keyboard.type("badge reader")
    press(page, "Enter")
    expect(page.get_by_role("main")).to_contain_text(badge.key)

    reach(page, page.locator(".menu > summary"))
    press(page, "Enter")
    reach(page, page.get_by_role("button", name="Sign out"))
    press(page, "Enter")
    page.wait_for_url("**/accounts/login/**")
    page.goto(f"{home}/queue/v/all/")
    page.wait_for_url("**/accounts/login/**")


def merged(page: Page, survivor: Ticket) -> None:
    """Name the ticket that stays, and merge."""
    reach(page, page.locator("#id_into"))
    page.keyboard.type(survivor.key)
    reach(page, page.locator("main form button[type=submit]").first)
    press(page, "Enter")
    expect(page.get_by_role("heading", name="What became of them")).to_be_visible()
