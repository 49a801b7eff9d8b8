"""The pages of figures in a browser: by keyboard, on a phone and in the dark, without faults."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.kpi import small_world
from tests.world import World

OF_THE_SMALL_WORLD = "from=2026-10-22&until=2026-11-20"


def test_from_the_list_to_a_figure_and_the_records_behind_it(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    small_world.build(world)
    small_world.count()
    sign_in(page, live_server, world.it_manager)
    page.goto(f"{live_server.url}/kpi/?{OF_THE_SMALL_WORLD}")
    assert axe_faults(page) == []
    page.get_by_role("link", name="Restored on target, priorities 1 and 2").click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.get_by_text("How is this counted?").click()
    expect(page.get_by_text("After a reopening the new promise counts.")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Show 2: the others").click()
    expect(page.get_by_role("heading", name="All tickets, ended ones too")).to_be_visible()
    expect(page.locator("tbody tr[id]")).to_have_count(2)


@pytest.mark.parametrize("width", [320, 1920])
def test_nothing_stands_out_at_any_width(page: Page, live_server: Any, world: World, width: int) -> None:
    small_world.build(world)
    small_world.count()
    sign_in(page, live_server, world.cio)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/kpi/", "/kpi/resolve_all/", "/kpi/availability_first/", "/kpi/resolve_all/target/"):
        page.goto(f"{live_server.url}{path}?{OF_THE_SMALL_WORLD}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
