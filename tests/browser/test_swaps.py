"""The rota in a browser: a colleague is asked and takes the shift, a part was given with its reason; axe clean."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hospital_itsm.people.actions.rota import replace_shift
from hospital_itsm.people.models import OnCallShift, OnCallSwap
from tests.browser.signed_in import sign_in
from tests.world import ROTA_FROM, World


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_a_shift_is_asked_for_and_taken(
    page: Page, live_server: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    rota = f"{live_server.url}/setup/on-call/"

    def is_sound() -> None:
        assert axe_faults(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    running = OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)
    replace_shift(running, actor=world.lead, user=world.agent, reason="At a course")
    sign_in(page, live_server, world.technician)
    page.goto(rota)
    expect(page.get_by_text("instead of Omar Quillan: At a course")).to_be_visible()
    is_sound()
    page.get_by_role("link", name="Ask a colleague").first.click()
    is_sound()
    page.get_by_label("Colleague").select_option(label="Leo Marsh, Service desk agent")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("button", name="Withdraw the request")).to_be_visible()
    is_sound()
    page.context.clear_cookies()
    sign_in(page, live_server, world.agent)
    page.goto(rota)
    expect(page.get_by_text("Your answer")).to_be_visible()
    is_sound()
    page.get_by_role("link", name="Omar Quillan").click()
    is_sound()
    page.get_by_role("button", name="Take the shift").click()
    expect(page.get_by_text("The shift is yours.")).to_be_visible()
    is_sound()
    assert (OnCallSwap.objects.get().state, world.coming_shift.user) == ("accepted", world.agent)
