"""A ticket in a real browser: files from the composer, the next ticket, a priority by two keys, a phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import press
from tests.browser.test_ticket_page import PHONE, WIDE, sign_in
from tests.tickets.desk_cast import fresh, report
from tests.world import World
from tickets.choices import State
from tickets.models import Attachment, Message


@pytest.fixture
def hospital(transactional_db: None, tmp_path: Any, settings: Any) -> World:
    """The cast, stored for real, with a folder of its own for files."""
    stored = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "attachments"}}
    settings.STORAGES = {**settings.STORAGES, "default": stored}
    return World.build()


def test_files_are_listed_with_their_size_and_sent_with_the_reply(
    page: Page, live_server: Any, hospital: World
) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    shows_record = page.get_by_role("radiogroup", name="Does this show a chart?")
    expect(shows_record).to_be_hidden()
    page.fill("#compose-body", "Compare with this log.")
    log = {"name": "printer.txt", "mimeType": "text/plain", "buffer": b"ribbon empty\n" * 200}
    page.set_input_files("#compose [name=files]", [log])
    expect(page.locator("#compose-files")).to_have_text("printer.txt (3 KB)")
    expect(shows_record).to_be_visible()
    page.click("#compose button[type=submit]")
    expect(page.get_by_text("Reply sent.")).to_be_visible()
    said = Message.objects.get(ticket=ticket, kind="public")
    assert Attachment.objects.get(ticket=ticket).message == said
    with page.expect_download() as download:
        page.get_by_role("link", name="printer.txt").click()
    assert download.value.suggested_filename == "printer.txt"


def test_whom_to_call_is_in_sight_and_only_the_parts_of_the_page_scroll(
    page: Page, live_server: Any, hospital: World
) -> None:
    ticket = report(hospital, "slower", text="The label printer prints blank labels.")
    sign_in(page, live_server, hospital.agent)
    page.set_viewport_size(WIDE)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    expect(page.get_by_role("link", name="4321")).to_be_in_viewport(ratio=1)
    for fold in page.query_selector_all(".t-side details"):
        fold.evaluate("node => { node.open = true }")
    press(page, "i")
    page.keyboard.type("The same as last week.")
    assert page.evaluate("document.documentElement.scrollHeight") == WIDE["height"]
    assert page.evaluate("scrollY") == 0


def test_j_and_k_walk_the_list_without_going_back_to_it(
    page: Page, live_server: Any, hospital: World
) -> None:
    first, last = report(hospital), report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/queue/v/all/?sort=oldest")
    page.goto(f"{live_server.url}/t/{first.key}/")
    page.wait_for_load_state("networkidle")
    press(page, "j")
    page.wait_for_url(f"**/t/{last.key}/")
    page.wait_for_load_state("networkidle")
    press(page, "k")
    page.wait_for_url(f"**/t/{first.key}/")


def test_p_and_a_number_choose_a_priority(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.wait_for_load_state("networkidle")
    press(page, "p")
    press(page, "2")
    expect(page.get_by_label("Why?")).to_be_focused()
    expect(page.get_by_label("Priority", exact=True)).to_have_value("2")


def test_one_key_chooses_the_assignee_the_state_or_the_ticket_to_merge_with(
    page: Page, live_server: Any, hospital: World
) -> None:
    ticket = report(hospital)
    sign_in(page, live_server, hospital.lead)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.wait_for_load_state("networkidle")
    sheet = page.locator("#sheet")
    for key, words in (("Shift+A", "Assign"), ("l", "is the same problem as")):
        press(page, key)
        expect(sheet).to_contain_text(words)
        press(page, "Escape")
        page.locator(".t-main").focus()
    press(page, "s")
    menu = page.locator(".t-acts .menu-in")
    expect(menu).to_be_visible()
    expect(menu.locator("a, button").first).to_be_focused()


def test_a_merge_is_compared_and_turned_round(
    page: Page, live_server: Any, hospital: World, axe_faults: Any
) -> None:
    ticket, other = report(hospital), report(hospital, text="No labels on the cart printer.")
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/merge/?into={other.key}")
    page.get_by_label("Why is it the same?").fill("Same printer.")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name=f"Merge {ticket.key} into {other.key}?")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name=f"Let {ticket.key} go on instead").click()
    expect(page.get_by_role("heading", name=f"Merge {other.key} into {ticket.key}?")).to_be_visible()
    page.get_by_role("button", name=f"Merge into {ticket.key}").click()
    page.wait_for_url(f"**/t/{other.key}/")
    assert fresh(other).merged_into == ticket
    assert fresh(ticket).merged_into is None


def test_shift_y_copies_the_number_with_its_title(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital, text='Printer "LP-1" & <b>the</b> tray jam.')
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.wait_for_load_state("networkidle")
    press(page, "Shift+Y")
    expect(page.get_by_text(f"Copied {ticket.key} with its title").first).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == f"{ticket.key} {ticket.title}"
    press(page, "y")
    expect(page.get_by_text(f"Copied {ticket.key}", exact=True).first).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == ticket.key


def test_on_a_phone_a_reply_can_move_the_ticket(page: Page, live_server: Any, hospital: World) -> None:
    ticket = report(hospital, "unsafe")
    sign_in(page, live_server, hospital.agent)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.fill("#compose-body", "Which tray is it?")
    then = page.get_by_label("then set")
    expect(then).to_be_visible()
    expect(page.get_by_label("next update")).to_be_visible()
    then.select_option("in_progress")
    page.click("#compose button[type=submit]")
    expect(page.get_by_text("Reply sent.")).to_be_visible()
    assert fresh(ticket).state == State.IN_PROGRESS
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
