"""The way of a major incident in a browser: declared, no change, tied outages and registers, without faults."""

from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.continuity.models import MajorUpdate
from tests.browser.signed_in import sign_in
from tests.continuity import cast
from tests.world import World

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_from_the_proposal_to_no_change(page: Page, live_server: Any, world: World, axe_faults: Any) -> None:
    cast.outage(world, effect="degraded")
    cast.planned(world, "A002")
    cast.tested(world)
    cast.plan(world)
    cast.feed(world)
    major = cast.proposed(world, ticket=cast.ticket(world).key)
    sign_in(page, live_server, world.duty_manager)
    page.goto(f"{live_server.url}{major.get_absolute_url()}")
    page.get_by_role("button", name="Declare it").click()
    expect(page.get_by_role("heading", name="Post an update")).to_be_visible()
    page.get_by_role("button", name="No change").click()
    expect(page.get_by_text("The update is posted.")).to_be_visible()
    assert MajorUpdate.objects.get().is_no_change
    assert axe_faults(page) == []
    outage = major.outages.get()
    page.set_viewport_size({"width": 320, "height": 720})
    for path in (
        major.get_absolute_url(), "/mi/", "/mi/new/", "/outages/", outage.get_absolute_url(), "/outages/plan/",
        "/continuity/tests/", "/continuity/plans/", "/continuity/feeds/", "/continuity/feeds/lab-results/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}{path}")
        assert (path, axe_faults(page)) == (path, [])
        assert (path, page.evaluate(SIDEWAYS)) == (path, 0)
    page.goto(f"{live_server.url}/status/")
    page.locator("summary", has_text="Harbor EHR core").last.click()
    expect(page.get_by_text("slow or partly down for").first).to_be_visible()
    assert (axe_faults(page), page.evaluate(SIDEWAYS)) == ([], 0)
