"""Inventory, recalls and procedures with the keyboard alone, and where no script runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assets.actions.relations import relate
from assets.models import Asset, RecallLine
from tests.assets import cast, recall_cast
from tests.browser.conftest import LAPTOP
from tests.browser.hands import press
from tests.browser.signed_in import sign_in
from tests.procedures.cast import start
from tests.world import World
from tickets.models import Ticket


@pytest.fixture
def plain(chromium: Browser, live_server: Any, world: World) -> Iterator[Page]:
    """A technician of clinical engineering in a browser that runs no script."""
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.biomed)
    yield page
    context.close()


def enter(page: Page, role: Any, name: str) -> None:
    """Reach a control as the tab key would, and press Enter on it."""
    control = page.get_by_role(role, name=name, exact=True).first
    assert control.evaluate("element => element.tabIndex") == 0
    control.focus()
    press(page, "Enter")


def test_keys_lead_from_the_scan_to_the_receipt(page: Page, live_server: Any, world: World) -> None:
    cast.pump(world)
    sign_in(page, live_server, world.technician, world.icu)
    page.goto(f"{live_server.url}/scan/")
    expect(page.get_by_label("Scan or type")).to_be_focused()
    page.keyboard.type("LR-20417")
    press(page, "Enter")
    page.wait_for_url("**/a/LR-20417/")
    enter(page, "link", "Report a problem with it")
    page.wait_for_url("**/report/device/LR-20417/")
    page.locator("#id_text").focus()
    page.keyboard.type("It does not charge.")
    page.locator("[name=on_patient]").first.focus()
    page.keyboard.press("Space")
    page.locator("[name=care_answer]").first.focus()
    page.keyboard.press("Space")
    page.locator(".p-send button").focus()
    press(page, "Enter")
    page.wait_for_url("**/report/sent/**")
    assert Ticket.objects.get().asset == Asset.objects.get(tag="LR-20417")


def test_the_list_is_filtered_and_a_device_changed_without_script(
    plain: Page, live_server: Any, world: World
) -> None:
    cast.pump(world)
    cast.computer(world)
    plain.goto(f"{live_server.url}/assets/")
    plain.get_by_label("Class").select_option("clinical_device")
    plain.get_by_role("button", name="Show these").click()
    expect(plain.get_by_text("WS-1001")).to_have_count(0)
    plain.get_by_role("link", name="IX-4").first.click()
    plain.get_by_role("link", name="Edit", exact=True).click()
    plain.get_by_label("Lot").fill("23K09")
    plain.get_by_role("button", name="Save").click()
    plain.wait_for_url("**/a/LR-20417/")
    assert Asset.objects.get(tag="LR-20417").lot == "23K09"


def test_a_step_is_closed_without_script(plain: Page, live_server: Any, world: World) -> None:
    cast.pump(world)
    run = start(world, kind="decommission")
    plain.goto(f"{live_server.url}/procedures/{run.pk}/")
    step = plain.locator("#step-1")
    step.get_by_label("Signed by").fill("Joan Castellane, RN")
    step.get_by_role("button", name="Done").click()
    expect(step).to_contain_text("Signed: Joan Castellane, RN")
    assert run.steps.get(position=1).state == "done"


def test_a_device_on_a_recall_is_located_without_script(plain: Page, live_server: Any, world: World) -> None:
    recall_cast.pumps(world)
    line = recall_cast.receive(world).lines.get(asset__tag="LR-1")
    plain.goto(f"{live_server.url}{line.get_absolute_url()}")
    plain.get_by_role("button", name="I stand in front of it").click()
    expect(plain.get_by_role("button", name="I stand in front of it")).to_have_count(0)
    assert RecallLine.objects.get(pk=line.pk).located_at is not None


def test_keys_locate_a_device_on_a_recall(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    recall_cast.pumps(world)
    line = recall_cast.receive(world).lines.get(asset__tag="LR-1")
    sign_in(page, live_server, world.biomed)
    page.goto(f"{live_server.url}{line.get_absolute_url()}")
    assert axe_faults(page) == []
    enter(page, "button", "I stand in front of it")
    expect(page.get_by_role("button", name="I stand in front of it")).to_have_count(0)
    assert RecallLine.objects.get(pk=line.pk).located_at is not None


def test_the_map_of_relations_has_no_fault(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    switch = cast.computer(world, "SW-1", asset_class="network_device")
    relate("connects_to", cast.computer(world), switch, actor=world.technician)
    sign_in(page, live_server, world.technician)
    page.goto(f"{live_server.url}/a/SW-1/impact/")
    expect(page.locator("svg.map")).to_be_visible()
    assert axe_faults(page) == []
