"""From a vendor's page to an open session: parts that load by themselves, request, approval, without faults."""

from datetime import date
from decimal import Decimal
from typing import Any

from playwright.sync_api import Page, expect

from hospital_itsm.vendor_file.models import InsuranceCertificate, VendorPerson
from hospital_itsm.vendor_work.models import RemoteSession
from tests.assets import cast as assets_cast
from tests.browser.signed_in import sign_in
from tests.world import World, again
from vendors.actions.accounts import add_account


def test_from_the_vendors_page_to_an_open_session(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    pump = assets_cast.pump(world)
    person = VendorPerson.objects.create(vendor=world.vendor, name="Jonas Aldridge")
    badge = person.credentials.create(kind="badge", expires_on=date(2020, 1, 2))
    add_account(world.vendor.pk, actor=again(world.vendor_manager), label="Wi-Fi", number="NL-40117")
    InsuranceCertificate.objects.create(
        vendor=world.vendor, kind="cyber", insurer="Saltmarsh Mutual", amount=Decimal(5_000_000), currency="USD",
        starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31),
    )  # fmt: skip
    sign_in(page, live_server, world.htm_manager)
    page.goto(f"{live_server.url}/vendors/{world.vendor.pk}/")
    expect(page.get_by_role("button", name="Copy NL-40117")).to_be_visible()
    expect(page.get_by_text("Saltmarsh Mutual")).to_be_visible()
    expect(page.get_by_text("Nobody of a vendor was let in.")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Ask for remote access").click()
    page.get_by_label("Who", exact=True).select_option(label="Jonas Aldridge, Northlight Networks")
    page.get_by_label("Device").fill(pump.tag)
    page.get_by_label("What for").fill("Load the new library")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_text("Somebody else approves what you asked for.")).to_be_visible()
    expect(page.get_by_text("It cannot be approved or opened:")).to_be_visible()
    assert axe_faults(page) == []
    row = RemoteSession.objects.get()
    badge.expires_on = date(2040, 1, 2)
    badge.save()
    sign_in(page, live_server, world.it_manager)
    page.goto(live_server.url + row.get_absolute_url())
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("link", name="End it")).to_be_visible()
    for address in ("/vendors/sessions/", "/vendors/cases/", "/vendors/expiring/", f"/a/{pump.tag}/"):
        page.goto(live_server.url + address)
        assert axe_faults(page) == [], address
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("open", world.it_manager)
