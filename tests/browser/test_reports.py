"""A report in a browser: found, narrowed, run, downloaded, saved; by keyboard, narrow and in the dark."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.reports import cast
from tests.world import World


def test_a_question_is_found_narrowed_run_downloaded_and_saved(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    cast.of_units(world)
    sign_in(page, live_server, world.lead)
    page.goto(f"{live_server.url}/reports/")
    assert axe_faults(page) == []
    page.get_by_label("Search the questions").fill("units")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Which units report most?").click()
    expect(page.get_by_text("3 rows")).to_be_visible()
    page.locator("summary").filter(has_text="Priority").click()
    page.get_by_label("Period").select_option("90")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("from 7 records")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="CSV").click()
    expect(page.get_by_text("Checksum (SHA-256)")).to_be_visible()
    assert axe_faults(page) == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the CSV").click()
    assert waiting.value.suggested_filename.startswith("which-units-report-most_")
    page.get_by_role("link", name="Ask it again").click()
    page.get_by_role("link", name="Save and share").click()
    page.get_by_label("Name").fill("Our quarter")
    page.get_by_label("Shared with").select_option("everybody")
    assert axe_faults(page) == []
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_role("heading", name="Our quarter")).to_be_visible()
    expect(page.get_by_text("from 7 records")).to_be_visible()
    assert axe_faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_nothing_stands_out_at_any_width_in_the_dark(
    page: Page, live_server: Any, world: World, axe_faults: Any, width: int
) -> None:
    cast.of_units(world)
    sign_in(page, live_server, world.lead)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        "",
        "units-reporting/",
        "open-longest/",
        "care-affected/?show=matrix",
        "units-reporting/save/",
    ):
        page.goto(f"{live_server.url}/reports/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert axe_faults(page) == [], path
