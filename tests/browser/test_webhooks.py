"""A webhook in a browser: added, its secret seen once, a delivery that was given up sent again and taken; axe clean."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.rules.signing import signature
from hospital_itsm.webhooks.sending import deliver_due
from tests.browser.signed_in import sign_in
from tests.continuity import cast
from tests.webhooks.cast import HOST, Receiver, receiving
from tests.world import World

ATTEMPTS = 12


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """An address on the loopback that the settings allow."""
    settings.OUTBOUND_ALLOWED_HOSTS = [f"http://{HOST}"]
    with receiving() as one:
        yield one


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_a_webhook_is_added_and_what_was_given_up_is_sent_again(
    page: Page, live_server: Any, world: World, axe_faults: Any, receiver: Receiver, width: int, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})

    def is_sound() -> None:
        assert axe_faults(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}/setup/webhooks/")
    page.get_by_role("link", name="Add a webhook").first.click()
    page.get_by_label("Name", exact=True).fill("Monitoring")
    page.get_by_label("Address", exact=True).fill(receiver.address)
    page.get_by_label("As this account").select_option(str(world.integration.pk))
    page.get_by_label("Reason").fill("For the monitoring")
    page.locator("input[name=kinds][value=outage]").check()
    is_sound()
    page.get_by_role("button", name="Add the webhook").click()
    expect(page.get_by_text("This is the secret. Copy it now: it is never shown again.")).to_be_visible()
    secret = page.locator("code.secret").inner_text()
    is_sound()
    row = Subscription.objects.get()

    receiver.status = 500
    outage = cast.outage(world, title="Harbor EHR is down")
    for _number in range(ATTEMPTS):
        Delivery.objects.waiting().update(next_attempt_at=timezone.now())
        deliver_due()
    given_up = Delivery.objects.get()
    assert (given_up.standing, given_up.attempts_made) == ("failed", ATTEMPTS)

    page.goto(f"{live_server.url}{row.get_absolute_url()}?standing=failed")
    assert secret not in page.content()
    expect(page.get_by_text("Answer 500")).to_be_visible()
    is_sound()
    page.get_by_role("button", name=f"Send again {given_up.key}").click()
    expect(page.get_by_text("The delivery is on its way again, under the same id.")).to_be_visible()
    receiver.status = 204
    assert deliver_due() == {"delivered": 1}
    page.goto(f"{live_server.url}{row.get_absolute_url()}")
    expect(page.get_by_text("Answer 204")).to_be_visible()
    is_sound()

    headers, body = receiver.taken[-1]
    signed = signature(secret, int(headers["X-Desk-Timestamp"]), body)
    assert headers["X-Desk-Signature"] == f"sha256={signed}"
    assert receiver.keys() == [str(given_up.key)] * (ATTEMPTS + 1)
    assert receiver.bodies()[-1]["changes"][0]["id"] == str(outage.pk)
    assert outage.title not in body.decode()
    assert AuditEntry.objects.filter(verb="webhook.replay").count() == 1
