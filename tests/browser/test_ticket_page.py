"""A ticket in a real browser: the keyboard alone, two people at once, both modes, every width and theme."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.tickets.desk_cast import fresh, report
from tests.world import World, again
from tickets.actions.conversation import note, reply
from tickets.choices import State
from tickets.models import Message

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def hospital(transactional_db: None) -> World:
    """The cast, stored for real."""
    return World.build()


def sign_in(page: Page, live_server: Any, who: Any) -> None:
    """Give the browser a session of this person."""
    client = Client()
    client.force_login(again(who))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def test_a_ticket_is_worked_with_the_keyboard_alone(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    press(page, "a")
    expect(page.get_by_text(f"{ticket.key} is yours.")).to_be_visible()
    press(page, "i")
    page.keyboard.type("Same model as last week.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Note saved.")).to_be_visible()
    press(page, "r")
    page.keyboard.type("I am on my way.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Reply sent.")).to_be_visible()
    press(page, "e")
    expect(page.get_by_label("What fixed it? This goes to the requester.")).to_be_focused()
    page.keyboard.type("Changed the ribbon.")
    press(page, "Tab")
    page.keyboard.type("Hardware r")
    press(page, "Tab")
    page.keyboard.type("Wear")
    press(page, "Tab")
    press(page, "Enter")
    expect(page.get_by_text("Resolved", exact=True).first).to_be_visible()
    stored = fresh(ticket)
    assert (stored.state, stored.assignee, stored.close_code, stored.cause) == (
        State.RESOLVED,
        hospital.agent,
        "fixed_hw",
        "wear",
    )
    kinds = Message.objects.filter(ticket=ticket).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["report", "internal", "public", "public"]


def composer_looks(page: Page) -> tuple[str, str, str, str]:
    """Color, edge, label of the box and word of the button."""
    return page.evaluate(
        """() => {
          const form = document.querySelector("#compose"), box = form.querySelector(".t-box");
          const look = getComputedStyle(box);
          const label = form.querySelector("label[for=compose-body]").innerText;
          return [look.backgroundColor, look.borderTopColor, label,
                  form.querySelector("button[type=submit]").innerText];
        }"""
    )


def test_a_note_differs_from_a_reply_in_four_ways(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    press(page, "r")
    as_reply = composer_looks(page)
    press(page, "Escape")
    press(page, "i")
    as_note = composer_looks(page)
    assert all(one != other for one, other in zip(as_reply, as_note, strict=True)), (as_reply, as_note)
    assert as_reply[3].startswith("Send to Alma")
    assert as_note[3].startswith("Save internal note")


def test_two_people_writing_never_overwrite_each_other(
    page: Page, chromium: Browser, live_server: Any, hospital: World
) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    context = chromium.new_context(viewport=LAPTOP, locale="en-US")
    other = context.new_page()
    sign_in(other, live_server, hospital.technician)
    other.goto(f"{live_server.url}/t/{ticket.key}/")
    other.fill("#compose-body", "I swapped the ribbon.")
    other.click("#compose button[type=submit]")
    expect(other.get_by_text("Reply sent.")).to_be_visible()
    page.fill("#compose-body", "Which printer is it?")
    page.click("#compose button[type=submit]")
    expect(page.get_by_text("Omar Quillan changed this ticket while you were writing.")).to_be_visible()
    expect(page.get_by_text("I swapped the ribbon.")).to_be_visible()
    expect(page.locator("#compose-body")).to_have_value("Which printer is it?")
    assert not Message.objects.filter(body="Which printer is it?").exists()
    page.get_by_role("button", name="Send anyway").click()
    expect(page.get_by_text("Reply sent.")).to_be_visible()
    assert Message.objects.filter(body="Which printer is it?").count() == 1
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_page_sheet_and_form_have_no_accessibility_fault(
    page: Page, live_server: Any, hospital: World, axe_faults: Any, scheme: Any, size: Any
) -> None:
    ticket = report(hospital, "slower", text="Scanner fails on MRN 00482913 and the one next door.")
    reply(ticket.key, actor=again(hospital.agent), text="Type the number under the barcode.")
    note(ticket.key, actor=again(hospital.agent), text="Started after the network update.")
    sign_in(page, live_server, hospital.agent)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    for fold in page.query_selector_all("details"):
        fold.evaluate("node => { node.open = !node.matches('[data-menu]'); }")
    page.get_by_role("link", name="Resolve").click()
    expect(page.locator("#sheet h2")).to_be_visible()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto(f"{live_server.url}/t/{ticket.key}/answers/")
    assert axe_faults(page) == []


def test_nothing_runs_over_at_320(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital, "slower", device_text="W" * 60)
    sign_in(page, live_server, hospital.agent)
    page.set_viewport_size({"width": 320, "height": 800})
    for path in ("", "priority/", "step/resolve/", "merge/"):
        page.goto(f"{live_server.url}/t/{ticket.key}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_without_script_reply_note_and_resolve_work(
    chromium: Browser, live_server: Any, hospital: World
) -> None:
    ticket = report(hospital)
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.get_by_role("radio", name="Internal note").check(force=True)
    page.fill("#compose-body", "Same model as last week.")
    page.click("#compose button[type=submit]")
    expect(page.get_by_text("Note saved.")).to_be_visible()
    page.get_by_role("link", name="Resolve").click()
    page.get_by_label("What fixed it? This goes to the requester.").fill("Changed the ribbon.")
    page.get_by_label("What kind of fix?").select_option("fixed_hw")
    page.get_by_label("Cause").select_option("wear")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Resolved", exact=True).first).to_be_visible()
    assert fresh(ticket).state == State.RESOLVED
    context.close()
