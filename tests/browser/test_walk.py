"""An inventory walk on a phone: scans come faster than answers, from two people, with and without a line."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assets.actions.walks import note_scan, start_walk
from assets.models import InventoryWalk, WalkScan
from tests.assets import cast
from tests.browser.signed_in import sign_in
from tests.browser.test_scan import BURST
from tests.world import World, again


@pytest.fixture
def walk(world: World) -> InventoryWalk:
    """A walk through the ICU, where 40 pumps stand and one has come from elsewhere."""
    places = cast.tower(world)
    for number in range(40):
        cast.pump(world, f"LR-{number:05}", location=places["room"])
    cast.pump(world, "LR-90000", location=places["building"])
    return start_walk(places["area"], actor=again(world.biomed))


@pytest.fixture
def walking(phone: Page, live_server: Any, world: World, walk: InventoryWalk) -> Page:
    """The technician's phone on the page of the walk."""
    sign_in(phone, live_server, world.technician, None)
    phone.goto(f"{live_server.url}{walk.get_absolute_url()}")
    phone.wait_for_selector("html[data-ready]", state="attached")
    return phone


def counted(page: Page, words: str) -> Any:
    return page.locator(".walk-c div", has_text=words).locator("dd")


def test_forty_scans_one_after_the_other_are_all_kept(
    walking: Page, walk: InventoryWalk, axe_faults: Any
) -> None:
    walking.evaluate("document.activeElement.blur()")
    for number in range(40):
        walking.evaluate(BURST, [f"LR-{number:05}", "Enter"])
    expect(counted(walking, "Correct")).to_have_text("40", timeout=30_000)
    expect(counted(walking, "Not seen")).to_have_text("0")
    assert walk.scans.filter(outcome="correct").count() == 40
    assert axe_faults(walking) == []


def test_a_scan_tells_at_once_what_it_found(walking: Page) -> None:
    walking.keyboard.type("LR-90000")
    walking.keyboard.press("Enter")
    expect(walking.locator(".walk-r")).to_contain_text("Its record says N.")
    expect(walking.get_by_label("Scan what stands here")).to_have_value("")
    walking.keyboard.type("n4-12")
    walking.keyboard.press("Enter")
    expect(walking.get_by_label("You are in")).to_have_value("N4-12")
    walking.keyboard.type("LR-77777")
    walking.keyboard.press("Enter")
    expect(walking.locator("#walk-unknown")).to_contain_text("LR-77777")
    assert WalkScan.objects.get(code="LR-77777").here.code == "N4-12"  # type: ignore[union-attr]


def test_what_the_line_loses_waits_and_goes_out_later(walking: Page) -> None:
    walking.route("**/assets/walks/**", lambda route: route.abort())
    walking.keyboard.type("LR-00001")
    walking.keyboard.press("Enter")
    walking.keyboard.type("LR-00002")
    walking.keyboard.press("Enter")
    expect(walking.get_by_text("2 scans wait for the line")).to_be_visible()
    walking.unroute("**/assets/walks/**")
    expect(counted(walking, "Correct")).to_have_text("2", timeout=15_000)


def test_what_a_colleague_scans_appears(walking: Page, walk: InventoryWalk, world: World) -> None:
    note_scan(walk.pk, actor=again(world.biomed), code="LR-00007", here=walk.location)
    walking.evaluate("document.activeElement.blur()")
    expect(counted(walking, "Correct")).to_have_text("1", timeout=15_000)


def test_records_follow_and_the_walk_ends_in_its_report(walking: Page) -> None:
    walking.keyboard.type("LR-90000")
    walking.keyboard.press("Enter")
    walking.get_by_role("button", name="Move the ticked records").click()
    expect(walking.get_by_text("1 record moved.")).to_be_visible()
    walking.get_by_role("button", name="Finish the walk").click()
    expect(walking.get_by_text("This is its report.")).to_be_visible()
    expect(counted(walking, "Not seen")).to_have_text("40")
