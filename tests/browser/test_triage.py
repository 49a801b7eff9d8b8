"""Triage in a real browser: keys alone, at most four a ticket (ux.md bar 8), and without script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital_itsm.core.static import SHRINKERS
from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.browser.test_scripts import STATIC
from tests.desk.cast import scanner
from tests.world import World
from tickets.models import Ticket


@pytest.fixture
def five(world: World) -> list[Ticket]:
    """Five tickets nobody has, in the order of the list."""
    rows = [scanner(world).pk for _n in range(5)]
    return list(Ticket.objects.filter(pk__in=rows).order_by("next_due_at", "id"))


def as_served(page: Page) -> None:
    """Give the page the scripts as they are collected."""

    def answer(route: Any) -> None:
        name = route.request.url.rpartition("/")[2]
        text = SHRINKERS["js"]((STATIC / "js" / name).read_text())
        route.fulfill(body=text, content_type="text/javascript")

    page.route("**/static/js/*.js", answer)


@pytest.fixture
def queue(page: Page, live_server: Any, world: World, five: list[Ticket]) -> Page:
    """The agent's laptop with what nobody has, the scripts as they are served."""
    as_served(page)
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/unassigned/")
    return page


def test_assigning_and_prioritizing_takes_at_most_four_keys_a_ticket(
    queue: Page, world: World, five: list[Ticket]
) -> None:
    press(queue, "t")
    queue.wait_for_url("**/queue/triage/INC-*/")
    press(queue, "s")
    queue.wait_for_url("**?stay=1")
    for ticket in five:
        pressed = 0
        expect(queue.locator(".q-title")).to_be_focused()
        expect(queue.locator(".id").first).to_have_text(ticket.key)
        for key, sign in (("a", f"{ticket.key} is yours."), ("2", f"{ticket.key} has priority 2.")):
            press(queue, key)
            pressed += 1
            expect(queue.get_by_text(sign)).to_be_visible()
        press(queue, "j")
        pressed += 1
        assert pressed <= 4
    expect(queue.get_by_text("You went through 5 tickets")).to_be_visible()
    done = Ticket.objects.filter(pk__in=[one.pk for one in five])
    assert set(done.values_list("assignee", "priority")) == {(world.agent.pk, 2)}


def test_one_key_decides_and_shows_the_next_and_u_takes_it_back(
    queue: Page, world: World, five: list[Ticket]
) -> None:
    was = five[0].priority
    press(queue, "t")
    expect(queue.locator(".id").first).to_have_text(five[0].key)
    press(queue, "1")
    expect(queue.locator(".id").first).to_have_text(five[1].key)
    assert Ticket.objects.get(pk=five[0].pk).priority == 1
    press(queue, "u")
    expect(queue.get_by_text(f"{five[0].key} is as it was.")).to_be_visible()
    expect(queue.locator(".id").first).to_have_text(five[0].key)
    assert Ticket.objects.get(pk=five[0].pk).priority == was
    press(queue, "Escape")
    queue.wait_for_url("**/queue/v/unassigned/**")


def test_e_opens_the_cause_and_keeps_what_was_written_where_it_is_missing(
    queue: Page, five: list[Ticket], axe_faults: Any
) -> None:
    press(queue, "j")
    press(queue, "j")
    expect(queue.locator("#pane")).to_contain_text(five[1].key)
    press(queue, "t")
    expect(queue.locator(".id").first).to_have_text(five[1].key)
    assert axe_faults(queue) == []
    press(queue, "e")
    expect(queue.get_by_label("Message to the requester")).to_be_focused()
    queue.keyboard.type("Changed the battery.")
    queue.get_by_role("button", name="Resolve and tell the requester").press("Enter")
    expect(queue.get_by_role("alert")).to_be_focused()
    assert axe_faults(queue) == []
    expect(queue.get_by_label("Message to the requester")).to_have_value("Changed the battery.")
    queue.get_by_label("What kind of fix?").select_option("battery")
    queue.get_by_label("Cause").select_option("hardware")
    queue.get_by_role("button", name="Resolve and tell the requester").press("Enter")
    expect(queue.get_by_text(f"{five[1].key} is resolved.")).to_be_visible()
    expect(queue.locator(".id").first).to_have_text(five[2].key)
    assert Ticket.objects.get(pk=five[1].pk).state == "resolved"


@pytest.mark.parametrize("width", [320, 390, 1024, 1440])
def test_nothing_scrolls_sideways(queue: Page, width: int, five: list[Ticket]) -> None:
    Ticket.objects.filter(pk=five[0].pk).update(title="Wristbandscannerbatterycompartment" * 3)
    press(queue, "t")
    queue.wait_for_url("**/queue/triage/INC-*/")
    queue.set_viewport_size({"width": width, "height": 800})
    assert queue.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(queue.get_by_role("button", name="Assign to me")).to_be_visible()


def test_without_script_every_decision_is_a_button(
    chromium: Browser, live_server: Any, world: World, five: list[Ticket]
) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/queue/v/unassigned/")
    page.get_by_role("link", name="Triage").click()
    page.get_by_role("button", name="Priority 2").click()
    expect(page.get_by_text(f"{five[0].key} has priority 2.")).to_be_visible()
    page.get_by_role("button", name="Assign to me").click()
    expect(page.get_by_text(f"{five[1].key} is yours.")).to_be_visible()
    page.get_by_role("button", name=f"Undo {five[1].key}").click()
    expect(page.get_by_text(f"{five[1].key} is as it was.")).to_be_visible()
    context.close()
    stored = dict(Ticket.objects.values_list("key", "assignee"))
    assert stored[five[1].key] is None
    assert Ticket.objects.get(pk=five[0].pk).priority == 2
