"""A decommissioning with proof, from the phone of a technician to the disposal."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assets.actions.transitions import transition
from assets.models import Asset
from hospital_itsm.procedures.actions.steps import do_step, skip_step
from hospital_itsm.procedures.models import Procedure
from tests.assets import cast
from tests.assets.test_certificates import facts
from tests.browser.signed_in import sign_in
from tests.world import World, again


@pytest.mark.django_db(transaction=True)
def test_a_pump_is_decommissioned_with_a_certificate_for_its_disk(
    world: World, phone: Page, live_server: Any, axe_faults: Any
) -> None:
    pump = cast.pump(world)
    transition(pump.tag, actor=again(world.biomed), verb="retire", reason="Replaced")
    sign_in(phone, live_server, world.biomed)
    phone.goto(f"{live_server.url}/a/{pump.tag}/")
    phone.get_by_role("link", name="Start decommissioning").click()
    phone.get_by_role("button", name="Start the procedure").click()
    expect(phone.get_by_role("heading", name="Decommissioning")).to_be_visible()
    assert axe_faults(phone) == []
    run = Procedure.objects.get()

    step = phone.locator("#step-1")
    step.get_by_role("button", name="Done").click()
    expect(phone.get_by_role("alert")).to_contain_text("Write the full name of who signs.")
    step.get_by_label("Signed by").fill("Joan Castellane, RN")
    step.get_by_role("button", name="Done").click()
    expect(step).to_contain_text("Signed: Joan Castellane, RN")

    step = phone.locator("#step-7")
    step.get_by_text("Close this step").click()
    step.get_by_role("button", name="Done").click()
    expect(step).to_contain_text("lists no storage media")
    assert axe_faults(phone) == []

    certify(phone, live_server.url, pump)
    phone.goto(f"{live_server.url}/procedures/{run.pk}/")
    step = phone.locator("#step-7")
    step.get_by_text("Close this step").click()
    step.get_by_role("button", name="Done").click()
    expect(step).to_contain_text("SC-")

    close_the_rest(world, run)
    phone.goto(f"{live_server.url}/procedures/{run.pk}/")
    phone.get_by_role("link", name="Dispose of it").click()
    phone.get_by_label("Reason").fill("Recycled")
    phone.get_by_role("button", name="Dispose").click()
    expect(phone.get_by_text("Disposed").first).to_be_visible()
    pump.refresh_from_db()
    assert pump.status == "disposed"


def certify(phone: Page, url: str, pump: Asset) -> None:
    """List the disk and sign its certificate."""
    phone.goto(f"{url}/a/{pump.tag}/media/new/")
    phone.get_by_label("Kind").select_option("ssd")
    phone.get_by_label("Serial number").fill("D1")
    phone.locator("main form button[type=submit]").first.click()
    phone.get_by_role("link", name="Certificate").click()
    for name, value in facts().items():
        field = phone.locator(f"#id_{name}")
        if field.evaluate("field => field.tagName") == "SELECT":
            assert field.input_value() == ""
            field.select_option(value)
        else:
            field.fill(str(value))
    phone.get_by_role("button", name="Sign the certificate").click()
    expect(phone.get_by_text("The certificate is signed.")).to_be_visible()


def close_the_rest(world: World, run: Procedure) -> None:
    """What the other teams do meanwhile, and the approval of the manager."""
    for position in (2, 3, 4, 5, 6, 8, 9, 10, 11):
        skip_step(run.pk, position, actor=again(world.network_engineer), reason="Never connected")
    signed = {"signed_name": "Ellen Fairweather"}
    do_step(run.pk, 12, actor=again(world.htm_manager), evidence=signed)
