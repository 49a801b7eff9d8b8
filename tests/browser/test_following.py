"""Following, naming and snoozing in a real browser: by single keys, and without script."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from hospital_itsm.following.models import Follow, Mention, Snooze
from tests.browser.hands import press
from tests.browser.test_ticket_page import LAPTOP, sign_in
from tests.browser.test_ticket_page_more import hospital as hospital
from tests.tickets.desk_cast import report
from tests.world import World
from tickets.models import Ticket
from tickets.models.ticket import NOTHING_DUE


def calm(world: World) -> Ticket:
    """A ticket of the agent's team that nothing presses."""
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=4, next_due_at=NOTHING_DUE)
    return ticket


def test_w_follows_and_z_snoozes(page: Page, live_server: Any, hospital: World) -> None:
    ticket = calm(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    expect(page.get_by_role("button", name="Follow")).to_be_visible()
    press(page, "w")
    expect(page.get_by_text(f"You follow {ticket.key} now.")).to_be_visible()
    expect(page.get_by_role("button", name="Do not follow")).to_be_visible()
    assert Follow.objects.get().user == hospital.agent
    press(page, "z")
    expect(page.get_by_label("Until when?")).to_be_focused()
    page.get_by_role("button", name="Let it rest").click()
    expect(page.get_by_text(f"{ticket.key} rests until")).to_be_visible()
    assert Snooze.objects.get().by == hospital.agent
    page.get_by_role("button", name="Wake it").click()
    expect(page.get_by_text(f"{ticket.key} is in view again.")).to_be_visible()
    assert Snooze.objects.get().ending == "woken"


def test_z_snoozes_from_the_queue(page: Page, live_server: Any, hospital: World) -> None:
    ticket = calm(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/queue/v/all/?open={ticket.key}")
    expect(page.locator("#pane")).to_contain_text("Snooze")
    press(page, "z")
    page.wait_for_url(f"**/t/{ticket.key}/snooze/")
    expect(page.get_by_label("Until when?")).to_be_focused()


def test_names_are_suggested_in_a_note_and_taken_with_the_keyboard_alone(
    page: Page, live_server: Any, hospital: World, axe_faults: Any
) -> None:
    ticket = calm(hospital)
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    names, area = page.get_by_role("listbox", name="People to name"), page.locator("#compose-body")
    press(page, "i")
    page.keyboard.type("Ask @")
    page.keyboard.type("o")
    expect(names).to_be_hidden()
    page.keyboard.type("m")
    chosen = names.get_by_role("option", selected=True)
    expect(chosen).to_contain_text(f"{hospital.technician.full_name} @{hospital.technician.username}")
    expect(chosen).to_contain_text("Technician, ")
    expect(area).to_be_focused()
    expect(area).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
    expect(page.locator("#status")).to_contain_text("Enter takes the name")
    assert axe_faults(page) == []
    page.keyboard.press("Escape")
    expect(names).to_be_hidden()
    expect(area).to_be_focused()
    expect(area).not_to_have_attribute("aria-activedescendant", "compose-name-1")
    page.keyboard.type("a")
    expect(names).to_be_visible()
    page.keyboard.press("Tab")
    expect(area).to_have_value(f"Ask @{hospital.technician.username} ")
    expect(area).to_be_focused()
    page.keyboard.type("and @ma")
    expect(names.get_by_role("option")).not_to_have_count(0)
    first = names.get_by_role("option").first.get_attribute("data-name")
    last = names.get_by_role("option").last.get_attribute("data-name")
    page.keyboard.press("ArrowUp")
    expect(names.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(names.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(area).to_have_value(f"Ask @{hospital.technician.username} and @{last} ")
    assert first != last
    press(page, "Control+Enter")
    expect(page.get_by_text("Note saved.")).to_be_visible()
    assert set(Mention.objects.values_list("user__username", flat=True)) == {
        hospital.technician.username,
        last,
    }


def test_nobody_is_suggested_in_a_reply_nor_whoever_may_not_read_the_note(
    phone: Page, live_server: Any, hospital: World
) -> None:
    ticket = calm(hospital)
    sign_in(phone, live_server, hospital.agent)
    phone.goto(f"{live_server.url}/t/{ticket.key}/?write=reply")
    names, area = phone.get_by_role("listbox", name="People to name"), phone.locator("#compose-body")
    asked: list[str] = []
    phone.on("request", lambda one: asked.append(one.url) if one.url.endswith("/names/") else None)
    area.press_sequentially("@omar")
    phone.locator("label[data-key=i]").click()
    area.press("End")
    assert asked == []
    area.fill("")
    with phone.expect_response("**/names/"):
        area.press_sequentially("@alma")
    expect(names).to_be_hidden()
    area.fill("")
    area.press_sequentially("@omar")
    names.get_by_role("option").tap()
    expect(area).to_have_value(f"@{hospital.technician.username} ")
    expect(area).to_be_focused()


def test_without_script_one_follows_names_snoozes_and_reads_the_history(
    chromium: Browser, live_server: Any, hospital: World
) -> None:
    ticket = calm(hospital)
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, hospital.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    page.get_by_role("link", name="Show who follows it").click()
    page.get_by_role("button", name="Follow", exact=False).first.click()
    expect(page.get_by_text(f"You follow {ticket.key} now.")).to_be_visible()
    page.get_by_label("User name", exact=True).fill(hospital.elsewhere.username)
    page.get_by_role("button", name="Let them follow").click()
    expect(page.get_by_role("alert")).to_contain_text("does not see")
    assert Follow.objects.count() == 1
    page.goto(f"{live_server.url}/t/{ticket.key}/?write=note")
    page.fill("#compose-body", f"@{hospital.technician.username} look")
    page.click("#compose button[type=submit]")
    expect(page.get_by_text(f"@{hospital.technician.full_name} look")).to_be_visible()
    assert Mention.objects.get().user == hospital.technician
    page.goto(f"{live_server.url}/t/{ticket.key}/snooze/")
    page.get_by_label("Until when?").select_option("monday")
    page.get_by_role("button", name="Let it rest").click()
    expect(page.get_by_text(f"{ticket.key} rests until")).to_be_visible()
    assert Snooze.objects.get().by == hospital.agent
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("let it rest")
    page.get_by_label("What", exact=True).select_option("words")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("main")).to_contain_text("wrote an internal note")
    expect(page.get_by_role("main")).not_to_contain_text("let it rest")
    context.close()
