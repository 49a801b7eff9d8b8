"""The documentation of REST renders from local files under the strict content policy."""

from playwright.sync_api import Page, expect

DRAWN_WITHIN = 30_000
"""Milliseconds: the document is long, and its viewer draws it part by part."""


def test_the_documentation_draws_the_schema_and_asks_nobody_else(page: Page, live_server: object) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/v1/docs/")  # type: ignore[attr-defined]
    heading = page.get_by_role("heading", name="Hospital service desk API")
    expect(heading).to_be_visible(timeout=DRAWN_WITHIN)
    page.locator("#operations-tag-tickets").click(timeout=DRAWN_WITHIN)
    create = page.locator("#operations-tickets-tickets_create")
    expect(create).to_be_visible(timeout=DRAWN_WITHIN)
    create.locator("button").first.click(timeout=DRAWN_WITHIN)
    expect(page.get_by_text("Idempotency-Key").first).to_be_visible(timeout=DRAWN_WITHIN)
    assert all(url.startswith((live_server.url, "data:")) for url in asked)  # type: ignore[attr-defined]
