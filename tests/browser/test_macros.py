"""Macros in a real browser: found beside the box, seen before they run, words put behind what was typed."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.macros.models import Macro
from tests.browser.hands import press
from tests.browser.test_ticket_page import hospital, sign_in  # noqa: F401
from tests.tickets.desk_cast import fresh, report
from tests.world import World
from tickets.models import Message


def test_words_are_inserted_and_a_macro_is_seen_and_run(
    page: Page,
    live_server: Any,
    hospital: World,  # noqa: F811
) -> None:
    ticket = report(hospital)
    Macro.objects.create(
        code="M-1",
        name="Ask for the label",
        reply="Which label, {{ first_name }}?",
        then_state="pending_requester",
    )
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    box = page.locator("#compose-body")
    box.fill("Good morning.")
    page.get_by_role("button", name=re.compile("Insert the words")).click()
    first = hospital.requester.full_name.split()[0]
    expect(box).to_have_value(f"Good morning.\n\nWhich label, {first}?")
    assert Message.objects.filter(ticket=ticket).count() == 1
    box.fill("")
    page.get_by_role("link", name="Ask for the label").click()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_text("Waiting on requester")).to_be_visible()
    assert fresh(ticket).state == "new"
    sheet.get_by_role("button", name="Run the macro").click()
    expect(page.get_by_text("Ask for the label: done.")).to_be_visible()
    stored = fresh(ticket)
    assert (stored.state, Message.objects.filter(ticket=ticket, kind="public").get().body) == (
        "pending_requester", f"Which label, {first}?",
    )  # fmt: skip
    expect(page.get_by_role("button", name="All macros")).to_be_visible()
    press(page, "m")
    expect(page.get_by_role("heading", name="Choose a macro")).to_be_visible()
