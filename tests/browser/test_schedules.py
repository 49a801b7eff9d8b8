"""A scheduled report in a browser: made, paused, let go on, changed and removed; narrow and wide, light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.models import ReportSchedule, SavedReport
from hospital_itsm.reports.questions import BY_CODE
from tests.browser.signed_in import sign_in
from tests.world import World, again


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), (1440, "light"), (1440, "dark"), (390, "light")]
)
def test_a_report_is_scheduled_paused_let_go_on_changed_and_removed(
    page: Page, live_server: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    saved = save_report(BY_CODE["open-longest"], {}, actor=again(world.lead), name="Every morning")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})

    def is_sound() -> None:
        assert axe_faults(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    sign_in(page, live_server, world.lead)
    page.goto(f"{live_server.url}{saved.get_absolute_url()}")
    page.get_by_role("link", name="Schedule", exact=True).click()
    page.get_by_label("How often").select_option("monthly")
    page.get_by_label("On which day of the month").fill("31")
    page.get_by_label("At", exact=True).fill("06:30")
    page.get_by_label("Send it only if it is not empty").check()
    is_sound()
    page.get_by_role("button", name="Schedule the report").click()
    expect(page.get_by_text("Every month on the last day at 06:30, America/Chicago")).to_be_visible()
    expect(page.get_by_role("heading", name="It runs")).to_be_visible()
    expect(page.get_by_text("Only if it is not empty")).to_be_visible()
    is_sound()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    expect(page.get_by_text("The schedule is paused. Nothing is sent.")).to_be_visible()
    is_sound()
    page.get_by_role("button", name="Let it go on for half a year").click()
    expect(page.get_by_role("heading", name="It runs")).to_be_visible()
    page.get_by_role("link", name="When and to whom").click()
    page.get_by_label("How often").select_option("daily")
    page.get_by_label("Send it only with more rows than").fill("20")
    is_sound()
    page.get_by_role("button", name="Save the schedule").click()
    expect(page.get_by_text("Every day at 06:30, America/Chicago")).to_be_visible()
    expect(page.get_by_text("Only with more than 20 rows")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The schedule is removed. The saved report is still there.")).to_be_visible()
    expect(page.get_by_text("Nothing is scheduled")).to_be_visible()
    is_sound()
    assert not ReportSchedule.objects.exists()
    assert SavedReport.objects.filter(pk=saved.pk).exists()
