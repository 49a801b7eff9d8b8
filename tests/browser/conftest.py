"""A real Chromium on the real product: `page`, `phone`, `axe_faults(page)`.

    def test_a_nurse_reports(page, live_server):
        page.goto(f"{live_server.url}/report/")

Playwright's sync interface keeps an event loop in this thread, and Django then refuses the ORM. Nothing runs at
the same time here, so the refusal is switched off while the browser lives; tests use the ORM as usual.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from hospital_itsm.embedded import browser, places

AXE = places.CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests of this process."""
    path = browser.find()
    if path is None:
        pytest.fail(browser.MEND)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(browser.FLAGS))
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield running
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        running.close()


def watched_page(chromium: Browser, viewport: dict[str, int], **options: Any) -> Iterator[Page]:
    """Yield a fresh page; script errors and what the CSP blocks fail the test at its end."""
    context = chromium.new_context(viewport=viewport, locale="en-US", **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of laptop size in a context of its own."""
    yield from watched_page(chromium, LAPTOP)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A page of phone size with touch."""
    yield from watched_page(chromium, PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def axe_faults() -> Any:
    """A function that runs axe on a page and returns one line per fault: rule, how many, first place."""

    def run(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']} x{len(fault['nodes'])}: {fault['nodes'][0]['html'][:120]}"
            for fault in result["violations"]
        ]

    return run
