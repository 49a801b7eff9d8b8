"""A leader's way through a dashboard in a browser: open it, change the period, open a figure, ask for a date."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hospital_itsm.dashboards.models import AskedDate
from tests.browser.signed_in import sign_in
from tests.dashboards.test_frame import miss
from tests.kpi import small_world
from tests.world import World

OF_THE_SMALL_WORLD = "from=2026-10-22&until=2026-11-20"


def test_open_change_the_period_open_a_figure_and_ask_for_a_date(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    small_world.build(world)
    small_world.count()
    miss(world)
    sign_in(page, live_server, world.vp_infrastructure)
    page.goto(f"{live_server.url}/dash/infrastructure/?{OF_THE_SMALL_WORLD}")
    assert axe_faults(page) == []
    page.get_by_text("Choose site, period and comparison").click()
    page.get_by_label("From").fill("2026-10-01")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_text("All sites. Oct 1 to Nov 20, compared with")).to_be_visible()
    page.get_by_role("link", name="Open over 30 days 50%").click()
    expect(page.get_by_role("heading", name="Open over 30 days")).to_be_visible()
    page.go_back()
    page.locator('a[href*="/ask/backlog_aged/"]').click()
    page.get_by_label("Who answers for this figure?").select_option(label="Martin Ekland, IT manager")
    page.get_by_label("Answer by").fill((timezone.localdate() + timedelta(days=5)).isoformat())
    assert axe_faults(page) == []
    page.get_by_role("button", name="Ask for a date").click()
    expect(page.get_by_text("Martin Ekland was asked, answer by")).to_be_visible()
    expect(page.get_by_text("All sites. Oct 1 to Nov 20, compared with")).to_be_visible()
    assert AskedDate.objects.get().asked_of == world.it_manager


@pytest.mark.parametrize(("who", "code"), [("cio", "cio"), ("lead", "desk")])
def test_nothing_stands_out_on_a_phone_and_no_fault_is_found(
    page: Page, live_server: Any, world: World, axe_faults: Any, who: str, code: str
) -> None:
    small_world.build(world)
    small_world.count()
    sign_in(page, live_server, getattr(world, who))
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/dash/{code}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe_faults(page) == []


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_summary_of_the_cio_prints_on_one_sheet(
    page: Page, live_server: Any, world: World, paper: str
) -> None:
    small_world.build(world)
    small_world.count()
    sign_in(page, live_server, world.cio)
    page.goto(f"{live_server.url}/dash/cio/")
    sheet = page.pdf(format=paper, prefer_css_page_size=False)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
