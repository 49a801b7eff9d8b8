"""Bars of ux.md §9 that no other test holds: drafts, targets, live updates, collisions, spacing, no script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.hands import press, send
from tests.browser.signed_in import sign_in
from tests.tickets.desk_cast import report
from tests.world import World, again
from tickets.actions.conversation import reply
from tickets.models import Draft, Message, Ticket

SCANNER = "The wristband scanner on the med cart does not read since one."
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""What WCAG 1.4.12 lets a reader set."""
SPREAD = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
CUT = """() => [...document.querySelectorAll("a[href], button, summary, label, h1, h2, h3, th, dt, dd")]
  .filter((one) => one.checkVisibility() && !one.closest(".visually-hidden, [data-cut]"))
  .filter((one) => getComputedStyle(one).clipPath === "none" && getComputedStyle(one).overflowY === "hidden")
  .filter((one) => one.scrollHeight > one.clientHeight + 2)
  .map((one) => one.outerHTML.slice(0, 120))"""
SMALL = """least => {
  const inline = (one) => one.matches("a[href]") && getComputedStyle(one).display === "inline"
    && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const box = (one) => {
    const boxes = [one, ...(one.labels || [])].map((each) => each.getBoundingClientRect());
    return [Math.max(...boxes.map((each) => each.width)), Math.max(...boxes.map((each) => each.height))];
  };
  return [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
    .filter((one) => !one.closest(".visually-hidden, .skip") && !inline(one))
    .map((one) => [one, box(one)])
    .filter(([, [width, height]]) => width > 1 && Math.min(width, height) < least - 0.5)
    .map(([one, size]) => `${size.map(Math.round).join("x")} ${one.outerHTML.slice(0, 140)}`);
}"""
MOVED = """() => { window.moved = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: false }); }"""


KEY, DECISION, POINT = 0.28, 1.35, 1.3
"""Seconds of the keystroke-level model (Card, Moran, Newell 1980): a key of an average typist, a decision, a press
with the mouse. The computer's own time is counted in bar 17."""


@pytest.fixture
def nurse(page: Page, live_server: Any, world: World) -> Page:
    """A laptop at which the ICU nurse works on the ICU."""
    sign_in(page, live_server, world.requester, world.icu)
    return page


def opened(page: Page, address: str) -> Page:
    """The page once its script runs."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


COUNTS_KEYS = (
    "addEventListener('keydown', () => { sessionStorage.keys = Number(sessionStorage.keys || 0) + 1 }, true)"
)


def keys_pressed(page: Page) -> int:
    """How many keys went down in this tab."""
    return int(page.evaluate("sessionStorage.keys || 0"))


def test_bar_1_a_typed_report_takes_30_seconds_by_the_keystroke_level_model(
    nurse: Page, live_server: Any
) -> None:
    nurse.add_init_script(COUNTS_KEYS)
    opened(nurse, f"{live_server.url}/report/")
    questions = nurse.locator(".p-form :is(.p-q, fieldset):not(:has(.p-q, fieldset))").count()
    nurse.keyboard.type(SCANNER)
    for key in ("Tab", "Tab", "ArrowDown", "Tab", "Tab", "Tab", "Enter"):
        nurse.keyboard.press(key)
    nurse.wait_for_url("**/report/sent/**")
    assert questions >= 4
    assert keys_pressed(nurse) * KEY + questions * DECISION <= 30
    assert Ticket.objects.get().care_answer == "slower"


def test_bar_2_the_same_for_me_takes_12_seconds_by_the_same_model(
    nurse: Page, live_server: Any, world: World
) -> None:
    ticket = report(
        world, actor=again(world.colleague), text="Wristband scanner on the med cart does not read."
    )
    nurse.add_init_script(COUNTS_KEYS)
    opened(nurse, f"{live_server.url}/report/")
    nurse.keyboard.type("wristband scanner does")
    nurse.locator("[name=join]").click()
    nurse.wait_for_url(f"**/report/sent/{ticket.key}/")
    read_and_decide = 2
    assert keys_pressed(nurse) * KEY + read_and_decide * DECISION + POINT <= 12


def test_bar_6_a_browser_that_ends_loses_no_draft(chromium: Browser, live_server: Any, world: World) -> None:
    before = chromium.new_context(viewport=LAPTOP)
    page = before.new_page()
    sign_in(page, live_server, world.requester, world.icu)
    opened(page, f"{live_server.url}/report/").type("#id_text", SCANNER)
    expect(page.locator("[data-draft-words]")).to_contain_text("Draft saved", timeout=10_000)
    before.close()

    after = chromium.new_context(viewport=LAPTOP)
    page = after.new_page()
    sign_in(page, live_server, world.requester, world.icu)
    expect(opened(page, f"{live_server.url}/report/").locator("#id_text")).to_have_value(SCANNER)
    after.close()


def test_bar_6_five_minutes_without_a_network_lose_no_draft(nurse: Page, live_server: Any) -> None:
    nurse.clock.install()
    opened(nurse, f"{live_server.url}/report/")
    nurse.context.set_offline(True)
    nurse.type("#id_text", SCANNER)
    nurse.clock.run_for(5 * 60_000)
    expect(nurse.locator("#id_text")).to_have_value(SCANNER)
    assert not Draft.objects.exists()

    with nurse.expect_response(lambda answer: answer.request.method == "POST"):
        nurse.context.set_offline(False)
    assert Draft.objects.count() == 1


def tapped_over(world: World) -> list[tuple[Any, str, int]]:
    """Who opens what, and how large a target is there at least."""
    ticket = report(world)
    reply(ticket.key, actor=again(world.agent), text="Which printer is it?")
    return [
        (world.requester, "/report/", 44),
        (world.requester, "/my/", 44),
        (world.requester, f"/my/{ticket.key}/", 44),
        (world.requester, "/status/", 44),
        (world.agent, "/queue/v/all/", 24),
        (world.agent, f"/t/{ticket.key}/", 24),
        (world.cio, "/dash/cio/", 24),
    ]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_bar_12_targets_are_large_enough(page: Page, live_server: Any, world: World, size: Any) -> None:
    page.set_viewport_size(size)
    small = {}
    for who, address, least in tapped_over(world):
        sign_in(page, live_server, again(who), world.icu)
        opened(page, live_server.url + address).wait_for_load_state("networkidle")
        if found := page.evaluate(SMALL, least):
            small[address] = found
    assert small == {}


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_bar_12_what_a_nurse_came_for_is_56_pixels_high(
    page: Page, live_server: Any, world: World, size: Any
) -> None:
    ticket = report(world)
    reply(ticket.key, actor=again(world.agent), text="Which printer is it?")
    page.set_viewport_size(size)
    sign_in(page, live_server, world.requester, world.icu)
    heights = {}
    for address, name in (("/report/", "Send report"), (f"/my/{ticket.key}/", "Send")):
        box = (
            opened(page, live_server.url + address)
            .get_by_role("button", name=name, exact=True)
            .bounding_box()
        )
        heights[address] = box["height"] if box else 0
    assert min(heights.values()) >= 56, heights


@pytest.fixture
def desk(page: Page, live_server: Any, world: World) -> Page:
    """The agent's queue with two tickets, its clock in the test's hand."""
    for text in ("The printer jams.", "The badge reader signs nobody in."):
        report(world, text=text)
    sign_in(page, live_server, world.agent)
    page.clock.install()
    return opened(page, f"{live_server.url}/queue/v/all/")


def test_bar_19_news_are_seen_in_five_seconds_and_nothing_moves(desk: Page, world: World) -> None:
    press(desk, "j")
    focused = desk.locator("[data-row]").first
    desk.wait_for_load_state("networkidle")
    stood, _started = focused.bounding_box(), desk.evaluate(MOVED)
    report(world, "unsafe", text="All four tracking screens stopped updating.")
    with desk.expect_response("**/live/queue/**"):
        desk.clock.run_for(5_000)
    expect(desk.locator("[data-new-rows]")).to_have_text("1 new.")
    assert focused.bounding_box() == stood
    assert desk.evaluate("window.moved") == 0


def test_bar_19_a_lost_line_is_said_and_found_again_in_35_seconds(desk: Page, world: World) -> None:
    state = desk.locator("#live")
    expect(state).not_to_have_class("live-paused")
    desk.context.set_offline(True)
    for _ in range(2):
        with desk.expect_event("requestfailed"):
            desk.clock.run_for(5_000)
    expect(state).to_contain_class("live-paused")
    desk.context.set_offline(False)
    with desk.expect_response("**/live/queue/**"):
        desk.clock.run_for(35_000)
    expect(state).not_to_contain_class("live-paused")


def test_bar_20_who_begins_to_write_reads_at_once_who_writes_already(
    page: Page, chromium: Browser, live_server: Any, world: World
) -> None:
    ticket = report(world)
    context = chromium.new_context(viewport=LAPTOP, locale="en-US")
    first = context.new_page()
    sign_in(first, live_server, world.technician)
    first.clock.install()
    opened(first, f"{live_server.url}/t/{ticket.key}/").wait_for_load_state("networkidle")
    with first.expect_response(lambda answer: "mode=reading" in (answer.request.post_data or "")):
        first.focus("#compose-body")
    first.keyboard.type("I swap")
    with first.expect_response(lambda answer: "mode=reply" in (answer.request.post_data or "")):
        first.clock.run_for(15_000)
    sign_in(page, live_server, world.agent)
    opened(page, f"{live_server.url}/t/{ticket.key}/").focus("#compose-body")
    expect(page.locator("#presence")).to_contain_text("Omar Quillan is writing", timeout=5_000)
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_bar_23_wider_spacing_of_text_cuts_nothing(
    page: Page, live_server: Any, world: World, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for who, address, _least in tapped_over(world):
        sign_in(page, live_server, again(who), world.icu)
        opened(page, live_server.url + address).wait_for_load_state("networkidle")
        page.evaluate(SPREAD, SPACED)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if (cut := page.evaluate(CUT)) or wide > 0:
            faults[address] = (wide, cut)
    assert faults == {}


@pytest.fixture
def plain(chromium: Browser) -> Any:
    """A browser that runs no script."""
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False, locale="en-US")
    yield context.new_page()
    context.close()


def test_bar_14_a_nurse_reads_and_answers_without_script(plain: Page, live_server: Any, world: World) -> None:
    ticket = report(world)
    reply(ticket.key, actor=again(world.agent), text="Which printer is it?")
    sign_in(plain, live_server, world.requester, world.icu)
    plain.goto(f"{live_server.url}/my/")
    plain.get_by_role("link", name=ticket.title, exact=True).click()
    plain.get_by_label("Write to the desk").fill("The one beside bed 4.")
    send(plain, "Send")
    assert Message.objects.filter(ticket=ticket, body="The one beside bed 4.").count() == 1
    plain.goto(f"{live_server.url}/status/")
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


def test_bar_14_leaders_read_and_take_rows_away_without_script(
    plain: Page, live_server: Any, world: World
) -> None:
    report(world)
    sign_in(plain, live_server, world.cio)
    plain.goto(f"{live_server.url}/dash/cio/")
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    sign_in(plain, live_server, world.agent)
    plain.goto(f"{live_server.url}/queue/v/all/")
    with plain.expect_download() as taken:
        plain.get_by_role("button", name="Export to CSV").click()
    assert Ticket.objects.get().key in taken.value.path().read_text(encoding="utf-8-sig")
