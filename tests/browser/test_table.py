"""The queue as a table in a real browser: chosen, ordered, walked by keys, without script, and as cards on a phone."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital_itsm.desk.actions.looks import choose_look
from hospital_itsm.desk.rules.columns import CODES
from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.desk.cast import scanner
from tests.world import World, again
from tickets.models import Ticket

HEIGHTS = {"compact": 32, "usual": 36, "roomy": 44}


@pytest.fixture
def tickets(world: World) -> list[Ticket]:
    """Six tickets, one with a long name."""
    rows = [scanner(world) for _n in range(6)]
    Ticket.objects.filter(pk=rows[0].pk).update(title="Wristbandscannerbatterycompartment" * 3)
    return rows


@pytest.fixture
def desk(page: Page, live_server: Any, world: World, tickets: list[Ticket]) -> Page:
    """The agent's laptop with all open tickets."""
    sign_in(page, live_server, world.agent, None)
    page.goto(f"{live_server.url}/queue/v/all/")
    return page


def test_the_switch_changes_the_layout_and_stays_after_signing_in_again(
    desk: Page, live_server: Any, world: World
) -> None:
    desk.get_by_role("button", name="Table", exact=True).click()
    desk.wait_for_url("**layout=table")
    expect(desk.get_by_role("columnheader")).to_have_count(10)
    expect(desk.locator("#pane")).to_have_count(0)
    sign_in(desk, live_server, world.agent, None)
    desk.goto(f"{live_server.url}/queue/v/unassigned/")
    expect(desk.locator("table.q-tab")).to_be_visible()
    desk.get_by_role("button", name="List with preview").click()
    expect(desk.locator("#pane")).to_be_visible()


@pytest.mark.parametrize(("density", "height"), HEIGHTS.items())
def test_a_row_is_as_high_as_was_chosen(
    desk: Page, live_server: Any, world: World, density: str, height: int
) -> None:
    choose_look(actor=again(world.agent), layout="table", density=density, base="all", columns=CODES)
    desk.goto(f"{live_server.url}/queue/v/all/")
    heights = desk.locator("[data-row]").evaluate_all(
        "rows => rows.map((row) => Math.round(row.getBoundingClientRect().height))"
    )
    assert heights == [height] * 6


def test_keys_walk_the_table_and_enter_opens(desk: Page, live_server: Any, tickets: list[Ticket]) -> None:
    desk.goto(f"{live_server.url}/queue/v/all/?layout=table&sort=oldest")
    press(desk, "j")
    press(desk, "j")
    expect(desk.locator(f"#row-{tickets[1].key} .q-s")).to_be_focused()
    press(desk, "x")
    expect(desk.locator(f"#row-{tickets[1].key} .tick")).to_be_checked()
    expect(desk.locator("#bulk")).to_be_visible()
    press(desk, "o")
    desk.wait_for_url(f"**/t/{tickets[1].key}/")


def test_a_press_on_the_row_opens_the_ticket(desk: Page, live_server: Any, tickets: list[Ticket]) -> None:
    desk.goto(f"{live_server.url}/queue/v/all/?layout=table")
    row = desk.locator(f"#row-{tickets[2].key}")
    box = row.bounding_box()
    assert box is not None
    desk.mouse.click(box["x"] + box["width"] - 60, box["y"] + box["height"] / 2)
    desk.wait_for_url(f"**/t/{tickets[2].key}/")


def test_a_changed_row_stays_a_row_of_the_table(desk: Page, live_server: Any, tickets: list[Ticket]) -> None:
    desk.goto(f"{live_server.url}/queue/v/all/?layout=table&columns=subject,priority,site")
    desk.wait_for_selector("html[data-ready]", state="attached")
    address = desk.locator("#live").get_attribute("data-row-url") or ""
    key = tickets[3].key
    asked = {"url": address.replace("{key}", key), "row": f"#row-{key}"}
    desk.evaluate("({url, row}) => htmx.ajax('GET', url, {target: row, swap: 'outerHTML'})", asked)
    expect(desk.locator(f"#row-{key} td")).to_have_count(4)
    expect(desk.locator("tbody > tr[data-row]")).to_have_count(6)


def test_columns_are_arranged_without_script(
    chromium: Browser, live_server: Any, world: World, tickets: list[Ticket]
) -> None:
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/queue/v/all/")
    page.get_by_role("button", name="Table", exact=True).click()
    page.get_by_role("link", name="Columns", exact=True).click()
    page.get_by_role("button", name="Requester").click()
    page.get_by_role("button", name="Requester: one to the left").click()
    page.get_by_role("button", name="Hide Team").click()
    page.get_by_role("button", name="Roomy").click()
    page.get_by_role("link", name="Show the table").click()
    expect(page.get_by_role("columnheader").last).to_contain_text("Opened")
    heads = [one.strip() for one in page.get_by_role("columnheader").all_inner_texts()]
    assert heads[-3:] == ["Assignee", "Requester", "Opened"]
    assert "Team" not in heads
    page.get_by_role("link", name="Opened", exact=True).click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Opened")
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(desk: Page, live_server: Any, world: World, axe_faults: Any, theme: str) -> None:
    choose_look(actor=again(world.agent), layout="table", base="all", columns=CODES)
    desk.emulate_media(color_scheme=theme)
    desk.goto(f"{live_server.url}/queue/v/all/")
    assert axe_faults(desk) == []
    desk.goto(f"{live_server.url}/queue/look/?base=all")
    assert axe_faults(desk) == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_scrolls_sideways_but_the_table_in_its_box(
    desk: Page, live_server: Any, world: World, width: int
) -> None:
    choose_look(actor=again(world.agent), layout="table", base="all", columns=CODES)
    desk.set_viewport_size({"width": width, "height": 800})
    for address in ("/queue/v/all/", "/queue/look/?base=all"):
        desk.goto(f"{live_server.url}{address}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_shows_cards(
    phone: Page, live_server: Any, world: World, tickets: list[Ticket], axe_faults: Any
) -> None:
    choose_look(actor=again(world.agent), layout="table")
    sign_in(phone, live_server, world.agent)
    phone.goto(f"{live_server.url}/queue/v/all/")
    assert phone.locator("[data-row]").first.evaluate("row => getComputedStyle(row).display") == "flex"
    box = phone.locator(f"#row-{tickets[1].key} .q-s").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    assert axe_faults(phone) == []


def test_a_heading_with_shift_orders_second_by_mouse_and_by_keys(desk: Page, live_server: Any) -> None:
    desk.goto(f"{live_server.url}/queue/v/all/?layout=table&sort=priority")
    desk.get_by_role("link", name="Opened", exact=True).click(modifiers=["Shift"])
    desk.wait_for_url("**sort=priority%2Cnewest")
    expect(desk.get_by_role("columnheader", name="Priority")).to_have_attribute("aria-sort", "ascending")
    opened = desk.get_by_role("link", name="Opened second, descending")
    opened.focus()
    desk.keyboard.press("Shift+Enter")
    desk.wait_for_url("**sort=priority%2Coldest")
    expect(desk.get_by_role("rowheader", name="Priority, then Oldest")).to_be_visible()
    press(desk, "f")
    desk.get_by_role("link", name="Nothing", exact=True).click()
    desk.wait_for_url("**sort=priority")
