"""The browser's own rules, in a real Chromium: clocks say the words of core/display.py, keys and drafts behave.

The pages are tiny and served from the test itself; the real pages are walked in tests/browser.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from hospital_itsm.core.display import time_left_words
from hospital_itsm.core.static import SHRINKERS

STATIC = Path(__file__).resolve().parents[2] / "static"
ORIGIN = "http://desk.test"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SHELL = """<!doctype html><html lang="en"><title>Test</title><body {attributes}>
<div id="status" role="status"></div>
<div id="offline" hidden><p data-offline-words data-words="No connection since {{time}}."></p></div>
<div id="toast" hidden><p data-toast-words></p><button type="button" data-toast-close>Close</button></div>
{content}<script type="module" src="/static/js/app.js"></script></body></html>"""

Open = Callable[..., Page]


def written(folder: str, text: str) -> str:
    return text


def served(folder: str, text: str) -> str:
    """As `hospital_itsm.core.static` collects it."""
    return SHRINKERS[folder](text) if folder in SHRINKERS else text


@pytest.fixture(params=[written, served])
def open_page(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open a page with the content; `answers` maps further paths to (status, body).

    Every script is asked twice: as it is written, and as it is served.
    """
    context = chromium.new_context()

    def opener(content: str, attributes: str = "", answers: dict[str, tuple[int, str]] | None = None) -> Page:
        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
            file = STATIC / path.removeprefix("/static/")
            if path.startswith("/static/"):
                text = request.param(file.parent.name, file.read_text())
                route.fulfill(body=text, content_type=KINDS[file.suffix])
            elif path in (answers or {}):
                status, body = (answers or {})[path]
                route.fulfill(status=status, body=body, content_type="application/json")
            else:
                html = SHELL.format(attributes=attributes, content=content)
                route.fulfill(body=html, content_type="text/html")

        page = context.new_page()
        page.route(f"{ORIGIN}/**", answer)
        page.goto(f"{ORIGIN}/")
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opener
    context.close()


def test_a_ticking_clock_says_what_the_server_would_say(open_page: Open) -> None:
    page = open_page("")
    now = datetime(2026, 10, 30, 14, 0, tzinfo=UTC)
    seconds = [
        -100_000,
        -3_600,
        -61,
        -60,
        -1,
        0,
        1,
        60,
        61,
        3_539,
        3_540,
        3_541,
        3_600,
        7_800,
        86_400,
        200_000,
    ]

    said = page.evaluate(
        """async (seconds) => {
            const { timeLeftWords } = await import("/static/js/clocks.js");
            return seconds.map((left) => timeLeftWords(left * 1000, 0));
        }""",
        seconds,
    )

    assert said == [time_left_words(now + timedelta(seconds=left), now) for left in seconds]


def test_a_chip_turns_red_with_its_shape_once_it_is_late(open_page: Open) -> None:
    page = open_page(
        '<span class="sla sla-ok" data-due="2026-10-30T14:00:00+00:00" data-risk-at="2026-10-30T13:45:00+00:00">'
        '<svg><use href="/static/vendor/icons.svg#clock"/></svg><span data-due-words>1h 00m</span></span>'
    )

    def chip_at(clock: str) -> tuple[str, str, str]:
        page.evaluate("async (at) => (await import('/static/js/clocks.js')).tick(Date.parse(at))", clock)
        chip = page.locator(".sla")
        icon = str(chip.locator("use").get_attribute("href")).partition("#")[2]
        return str(chip.get_attribute("class")), icon, chip.inner_text().strip()

    assert chip_at("2026-10-30T13:30:00Z") == ("sla sla-ok", "clock", "30m left")
    assert chip_at("2026-10-30T13:45:00Z") == ("sla sla-risk", "clock-hour-9", "15m left")
    assert chip_at("2026-10-30T14:18:00Z") == ("sla sla-late", "alert-octagon", "18m over")


def test_a_key_presses_its_control_but_rests_while_typing(open_page: Open) -> None:
    page = open_page(
        '<button data-key="a" onclick="this.dataset.pressed = +(this.dataset.pressed || 0) + 1">Assign</button>'
        '<textarea aria-label="Note"></textarea>',
        attributes="data-keyboard",
    )
    page.wait_for_load_state("networkidle")

    page.keyboard.press("a")
    page.focus("textarea")
    page.keyboard.press("a")

    assert page.get_attribute("button[data-key]", "data-pressed") == "1"
    assert page.input_value("textarea") == "a"


def test_switched_off_keys_do_nothing(open_page: Open) -> None:
    page = open_page(
        '<button data-key="a" onclick="this.dataset.pressed = 1">Assign</button>', 'data-keyboard="off"'
    )
    page.wait_for_load_state("networkidle")

    page.keyboard.press("a")

    assert page.get_attribute("button[data-key]", "data-pressed") is None


DRAFT = '<form data-draft="/draft/"><textarea name="text" aria-label="Text"></textarea></form>'


def test_text_the_server_did_not_take_waits_under_the_persons_id(open_page: Open) -> None:
    page = open_page(DRAFT, 'data-user="7"', {"/draft/": (503, "")})
    page.wait_for_load_state("networkidle")

    page.fill("textarea", "Scanner fails")
    page.wait_for_function("sessionStorage.length > 0")

    assert page.evaluate("sessionStorage.getItem('draft:7:/draft/')") == "text=Scanner+fails"


def test_text_typed_before_the_script_came_is_kept_too(open_page: Open) -> None:
    early = "<script>document.querySelector('textarea').value = 'Scanner fails'</script>"
    page = open_page(DRAFT + early, 'data-user="7"', {"/draft/": (503, "")})

    page.wait_for_function("sessionStorage.length > 0")

    assert page.evaluate("sessionStorage.getItem('draft:7:/draft/')") == "text=Scanner+fails"


def test_the_next_person_neither_sees_nor_keeps_the_text_of_the_one_before(open_page: Open) -> None:
    page = open_page(DRAFT, 'data-user="8"', {"/draft/": (503, "")})
    page.evaluate("sessionStorage.setItem('draft:7:/draft/', 'text=Scanner+fails')")

    page.reload()
    page.wait_for_function("sessionStorage.getItem('draft:7:/draft/') === null")

    assert page.input_value("textarea") == ""


def test_the_same_person_finds_the_text_again(open_page: Open) -> None:
    page = open_page(DRAFT, 'data-user="7"', {"/draft/": (503, "")})
    page.evaluate("sessionStorage.setItem('draft:7:/draft/', 'text=Scanner+fails')")

    page.reload()
    page.wait_for_function("document.querySelector('textarea').value !== ''")

    assert page.input_value("textarea") == "Scanner fails"


def test_signing_out_clears_kept_text(open_page: Open) -> None:
    leave = '<form data-sign-out action="/out/"><button>Sign out</button></form>'
    page = open_page(DRAFT + leave, 'data-user="7"', {"/draft/": (503, "")})
    page.fill("textarea", "Scanner fails")
    page.wait_for_function("sessionStorage.length > 0")

    page.click("text=Sign out")
    page.wait_for_url("**/out/**")

    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft:'))") == []


def test_a_page_without_a_person_such_as_sign_in_removes_kept_text(open_page: Open) -> None:
    page = open_page("<p>Sign in</p>", "")
    page.evaluate("sessionStorage.setItem('draft:7:/draft/', 'text=Scanner+fails')")

    page.reload()

    page.wait_for_function("sessionStorage.getItem('draft:7:/draft/') === null")


def test_a_form_goes_out_once_however_often_it_is_pressed(open_page: Open) -> None:
    page = open_page('<form data-once action="/sent/"><button type="submit">Send</button></form>')
    sent = page.evaluate(
        """() => {
            const form = document.forms[0];
            let sent = 0;
            document.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) { sent += 1; }
                event.preventDefault();
            });
            form.requestSubmit(); form.requestSubmit(); form.requestSubmit();
            return sent;
        }"""
    )

    assert sent == 1


RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*([,:()])\\s*/g, "$1"));
}"""


@pytest.mark.parametrize("name", sorted(path.name for path in (STATIC / "css").glob("*.css")))
def test_a_sheet_says_the_same_as_it_is_written_and_as_it_is_served(page: Page, name: str) -> None:
    text = (STATIC / "css" / name).read_text()
    rules = page.evaluate(RULES, text)

    assert len(rules) > 1
    assert page.evaluate(RULES, served("css", text)) == rules
