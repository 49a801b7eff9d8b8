"""A ward computer is enrolled in a real browser, and the next person signs in at its place."""

from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.wards.actions.stations import make_link
from tests.world import World, again


def test_the_link_is_pressed_once_and_the_next_person_finds_the_place(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    secret = make_link(world.workstation, actor=again(world.administrator))
    page.goto(f"{live_server.url}/ward/enrol/{secret}/")
    assert axe_faults(page) == []
    page.get_by_role("button", name="This is the computer").click()
    page.wait_for_url("**/accounts/login/")
    expect(page.get_by_text(f"This computer: {world.workstation.name}, {world.icu.name}")).to_be_visible()
    assert page.goto(f"{live_server.url}/ward/enrol/{secret}/").status == 404
