"""A nurse reports, in a real browser: by keyboard alone, with one press, without script, and without losing a word."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import LAPTOP
from tests.browser.signed_in import register, sign_in
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.models import Draft, Message, Reporter, Ticket

SCANNER = "The wristband scanner on the med cart does not read since one."
SEND = "button:has-text('Send report'):visible"
SIZES = [(1280, 1024), (1440, 900), (1366, 768), (390, 844)]


@pytest.fixture
def nurse(page: Page, live_server: Any, world: World) -> Page:
    """A laptop at which the ICU nurse works on the ICU."""
    sign_in(page, live_server, world.requester, world.icu)
    return page


def known(world: World) -> Ticket:
    """A problem of the ICU that a colleague reported."""
    return report_problem(
        actor=again(world.colleague),
        text="Wristband scanner on the med cart does not read.",
        care_answer="slower",
        topic="scanner",
        place=Place(world.icu),
    )


def open_report(page: Page, live_server: Any) -> None:
    """Open the form and wait until its script runs."""
    page.goto(f"{live_server.url}/report/")
    page.wait_for_selector("html[data-ready]", state="attached")


def test_a_report_by_keyboard_alone_takes_eight_keys_beyond_the_text(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    expect(nurse.locator("#id_text")).to_be_focused()
    nurse.keyboard.type(SCANNER)
    keys = 0
    for key in ("Tab", "Tab"):
        nurse.keyboard.press(key)
        keys += 1
    expect(nurse.locator("#id_care_answer_0")).to_be_focused()
    for key in ("ArrowDown", "Tab", "Tab", "Tab"):
        nurse.keyboard.press(key)
        keys += 1
    expect(nurse.locator(".p-send button")).to_be_focused()
    nurse.keyboard.press("Enter")
    keys += 1
    nurse.wait_for_url("**/report/sent/**")
    assert keys <= 8
    assert Ticket.objects.get().care_answer == "slower"


def test_ctrl_enter_sends_from_anywhere(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    nurse.fill("#id_text", SCANNER)
    nurse.check("#id_care_answer_2")
    nurse.press("#id_callback", "Control+Enter")
    nurse.wait_for_url("**/report/sent/**")
    assert Ticket.objects.count() == 1


def test_enter_from_a_scanner_sends_nothing(nurse: Page, live_server: Any, world: World) -> None:
    known(world)
    open_report(nurse, live_server)
    nurse.fill("#id_device_text", "SCN-04417")
    nurse.press("#id_device_text", "Enter")
    expect(nurse.locator("#id_callback")).to_be_focused()
    assert Ticket.objects.count() == 1


def test_same_for_me_is_one_press(nurse: Page, live_server: Any, world: World) -> None:
    ticket = known(world)
    open_report(nurse, live_server)
    nurse.type("#id_text", "wristband scanner does")
    nurse.locator("[name=join]").click()
    nurse.wait_for_url(f"**/report/sent/{ticket.key}/")
    assert Reporter.objects.filter(ticket=ticket).count() == 2
    assert Ticket.objects.count() == 1


def test_a_draft_survives_reload_and_sign_out_and_the_next_nurse_sees_nothing(
    nurse: Page, live_server: Any, world: World
) -> None:
    open_report(nurse, live_server)
    nurse.type("#id_text", SCANNER)
    expect(nurse.locator("[data-draft-words]")).to_contain_text("Draft saved", timeout=10_000)
    nurse.reload()
    expect(nurse.locator("#id_text")).to_have_value(SCANNER)
    nurse.locator(".p-who button").click()
    nurse.wait_for_url("**/accounts/login/**")
    sign_in(nurse, live_server, world.colleague, world.icu)
    open_report(nurse, live_server)
    expect(nurse.locator("#id_text")).to_have_value("")
    sign_in(nurse, live_server, world.requester, world.icu)
    open_report(nurse, live_server)
    expect(nurse.locator("#id_text")).to_have_value(SCANNER)
    assert Draft.objects.count() == 1


def test_the_patient_data_notice_offers_to_remove_it(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    nurse.type("#id_text", "The scanner fails on MRN 00482913 again.")
    notice = nurse.locator("[data-phi-notice]")
    expect(notice).to_contain_text("This looks like a patient record number: “MRN 00482913”.")
    nurse.get_by_role("button", name="Remove it").click()
    expect(nurse.locator("#id_text")).to_have_value("The scanner fails on again.")
    expect(notice).to_be_hidden()


def test_unanswered_the_notice_stops_nothing_and_the_text_is_hidden(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    nurse.fill("#id_text", "The scanner fails on MRN 00482913 again.")
    expect(nurse.locator("[data-phi-notice]")).to_be_visible()
    nurse.check("#id_care_answer_1")
    nurse.locator(".p-send button").click()
    nurse.wait_for_url("**/report/sent/**")
    assert "00482913" not in Message.objects.get().body


def test_what_is_typed_before_the_script_arrives_is_checked_too(nurse: Page, live_server: Any) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    nurse.route("**/phi*.js", hold)
    with nurse.expect_request("**/phi*.js"):
        nurse.goto(f"{live_server.url}/report/", wait_until="domcontentloaded")
    nurse.fill("#id_text", "The scanner fails on MRN 00482913 again.")
    held[0].continue_()
    expect(nurse.locator("[data-phi-notice]")).to_be_visible()


def test_an_error_takes_the_focus_and_keeps_the_words(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    nurse.fill("#id_text", SCANNER)
    nurse.locator(".p-send button").click()
    expect(nurse.locator("#errors")).to_be_focused()
    expect(nurse.locator("#id_text")).to_have_value(SCANNER)
    nurse.locator("#errors a").first.click()
    expect(nurse.locator("#id_care_answer_0")).to_be_focused()


def test_a_pressed_tile_is_cleared_by_a_second_press_and_asks_its_question(
    nurse: Page, live_server: Any
) -> None:
    open_report(nurse, live_server)
    tile = nurse.locator(".p-tile", has_text="Printer")
    tile.click()
    expect(nurse.get_by_text("Which printer?")).to_be_visible()
    tile.click()
    expect(nurse.get_by_text("Which printer?")).to_be_hidden()
    assert nurse.locator("[name=topic]:checked").count() == 0


def test_a_support_area_is_asked_about_work_and_pages_nobody(
    nurse: Page, live_server: Any, world: World
) -> None:
    open_report(nurse, live_server)
    nurse.locator(".p-where summary").click()
    nurse.select_option("#id_care_area", str(world.area("HIM").pk))
    expect(nurse.get_by_text("Is your work affected right now?")).to_be_visible()
    nurse.check("#id_care_answer_0")
    expect(nurse.locator(".p-unsafe")).to_be_hidden()


def test_delayed_or_unsafe_says_who_is_paged_at_once(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    expect(nurse.locator(".p-unsafe")).to_be_hidden()
    nurse.check("#id_care_answer_0")
    expect(nurse.locator(".p-unsafe")).to_contain_text("Beth Lawson and the on-call engineer")
    expect(nurse.get_by_label("Someone may be harmed")).to_be_visible()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_send_is_in_sight_without_scrolling(
    nurse: Page, live_server: Any, world: World, size: tuple[int, int]
) -> None:
    known(world)
    nurse.set_viewport_size({"width": size[0], "height": size[1]})
    open_report(nurse, live_server)
    nurse.type("#id_text", "wristband scanner does not read, tried MRN 00482913")
    expect(nurse.locator("[data-phi-notice]")).to_be_visible()
    expect(nurse.locator("[name=join]")).to_have_count(1)
    box = nurse.locator(".p-send button").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size[1]
    assert box["height"] >= 56


def test_a_report_without_script_passes_the_matches_and_arrives(
    chromium: Browser, live_server: Any, world: World
) -> None:
    known(world)
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.requester, world.icu)
    page.goto(f"{live_server.url}/report/")
    page.fill("#id_text", SCANNER)
    page.check("#id_care_answer_1")
    page.locator(".p-send button").click()
    expect(page.get_by_role("heading", name="Before we send: is it one of these?")).to_be_visible()
    page.get_by_role("button", name="Send anyway").click()
    page.wait_for_url("**/report/sent/**")
    context.close()
    assert Ticket.objects.get(requester=world.requester).care_answer == "slower"


def test_a_shared_workstation_offers_to_sign_out_and_can_be_stopped(
    page: Page, live_server: Any, world: World
) -> None:
    ticket = known(world)
    register(page, live_server, world.workstation)
    sign_in(page, live_server, world.colleague)
    page.clock.install()
    page.goto(f"{live_server.url}/report/sent/{ticket.key}/")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_load_state("networkidle")
    page.clock.run_for(21_000)
    expect(page.locator("[data-sign-off-words]")).to_be_visible()
    page.get_by_role("button", name="Stay signed in").click()
    page.clock.run_for(60_000)
    assert page.url.endswith(f"/report/sent/{ticket.key}/")


def test_what_serves_people_without_script_is_not_shown_with_it(nurse: Page, live_server: Any) -> None:
    open_report(nurse, live_server)
    assert "no_script" not in nurse.inner_text("main")
