"""Keeping webhooks on pages: the secret is seen once, reasons are asked, and nobody lends another person's eyes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.webhooks.actions import subscriptions
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.sending import secrets_of
from tests.webhooks.cast import subscribed
from tests.world import World, again

pytestmark = pytest.mark.django_db
ADDRESS = "https://hooks.larkhaven.example/in?key=quiet"
BASE = "/setup/webhooks/"


@pytest.fixture
def administrator(world: World, client: Client) -> Client:
    """Signed in."""
    client.force_login(world.administrator)
    return client


def values(world: World, **more: Any) -> dict[str, Any]:
    """A filled form."""
    said = {
        "name": "Monitoring",
        "address": ADDRESS,
        "account": world.integration.pk,
        "kinds": ["ticket", "asset"],
    }
    return {**said, "reason": "For the monitoring", **more}


def test_a_webhook_is_added_its_secret_shown_once_and_its_address_kept_out_of_the_trail(
    world: World, administrator: Client
) -> None:
    answer = administrator.post(f"{BASE}new/", values(world))
    row = Subscription.objects.get()
    (secret,) = secrets_of(row, timezone.now())
    assert (answer.status_code, secret in answer.content.decode()) == (200, True)
    assert "no-store" in answer["Cache-Control"]
    page = administrator.get(row.get_absolute_url())
    assert (page.status_code, secret in page.content.decode()) == (200, False)
    assert (row.name, row.address, row.account, row.kinds, row.state) == (
        "Monitoring", ADDRESS, world.integration, ["asset", "ticket"], "active",
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="webhook.add")
    assert entry.reason == "For the monitoring"
    assert entry.changes["address"] == ["", "hooks.larkhaven.example"]
    assert secret not in str(entry.changes) and "quiet" not in str(entry.changes)
    assert "Monitoring" in administrator.get(BASE).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("address", "http://hooks.larkhaven.example/in"),
        ("address", "https://10.0.0.5/in"),
        ("address", "https://[::1]/in"),
        ("address", "https://name:word@hooks.larkhaven.example/in"),
        ("address", "https://hooks.larkhaven.example/in there"),
        ("address", "hooks.larkhaven.example"),
        ("address", "https://localhost/in"),
        ("address", "https://hooks.internal/in"),
        ("kinds", []),
        ("kinds", ["patient_event"]),
        ("kinds", ["nothing"]),
        ("account", ""),
        ("reason", " "),
    ],
)
def test_a_value_that_cannot_be_taken_is_said_at_its_field(
    world: World, administrator: Client, field: str, value: Any
) -> None:
    answer = administrator.post(f"{BASE}new/", values(world, **{field: value}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert (Subscription.objects.count(), AuditEntry.objects.filter(verb="webhook.add").count()) == (0, 0)


def test_a_name_of_this_network_is_refused_in_words_and_an_operator_may_list_it(
    world: World, administrator: Client, settings: Any
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = ["bus.internal"]
    refused = administrator.post(f"{BASE}new/", values(world, address="https://bus.local/in"))
    assert refused.status_code == 422
    assert "names that end in .local or .internal are not called" in refused.content.decode()
    assert (
        administrator.post(f"{BASE}new/", values(world, address="https://bus.internal/in")).status_code == 200
    )
    assert Subscription.objects.get().address == "https://bus.internal/in"
    moved = values(world, address="https://localhost/in", version=1)
    assert administrator.post(f"{BASE}{Subscription.objects.get().pk}/edit/", moved).status_code == 422
    assert Subscription.objects.get().address == "https://bus.internal/in"


def test_nobody_makes_a_webhook_that_sees_as_another_person(world: World, administrator: Client) -> None:
    answer = administrator.post(f"{BASE}new/", values(world, account=world.privacy.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["account"])
    fields = {"name": "Mine", "address": ADDRESS, "kinds": ["ticket"], "account": world.privacy}
    with pytest.raises(ValueRefused) as refusal:
        subscriptions.add_subscription(actor=again(world.administrator), fields=fields, reason="Try")
    assert list(refusal.value.errors) == ["account"]
    with pytest.raises(Forbidden):
        subscriptions.add_subscription(
            actor=again(world.it_manager), fields={**fields, "account": world.it_manager}, reason="Try"
        )
    assert Subscription.objects.count() == 0


def test_a_change_made_on_an_old_version_is_shown_and_not_saved(world: World, administrator: Client) -> None:
    row = subscribed(world, ADDRESS, world.integration)
    administrator.post(f"{BASE}{row.pk}/edit/", values(world, name="Watch", version=1))
    answer = administrator.post(f"{BASE}{row.pk}/edit/", values(world, name="Other", version=1))
    row.refresh_from_db()
    assert (answer.status_code, row.name, row.version) == (409, "Watch", 2)
    with pytest.raises(StaleVersion):
        subscriptions.change_subscription(
            row.pk,
            actor=again(world.administrator),
            fields={"name": "X", "address": ADDRESS, "kinds": ["ticket"], "account": world.integration},
            reason="Try",
            version=1,
        )


def test_a_new_secret_needs_a_reason_and_is_shown_once(world: World, administrator: Client) -> None:
    row = subscribed(world, ADDRESS)
    (old,) = secrets_of(row, timezone.now())
    assert administrator.post(f"{BASE}{row.pk}/secret/", {"reason": ""}).status_code == 422
    answer = administrator.post(f"{BASE}{row.pk}/secret/", {"reason": "Yearly"})
    row.refresh_from_db()
    new, former = secrets_of(row, timezone.now())
    assert (former, answer.status_code) == (old, 200)
    text = answer.content.decode()
    assert new in text and old not in text
    assert new not in administrator.get(row.get_absolute_url()).content.decode()
    assert AuditEntry.objects.get(verb="webhook.rotate_secret").reason == "Yearly"


def test_pausing_and_going_on_each_keep_their_reason(world: World, administrator: Client) -> None:
    row = subscribed(world, ADDRESS)
    assert administrator.post(f"{BASE}{row.pk}/pause/", {"reason": "Moving"}).status_code == 302
    assert administrator.post(f"{BASE}{row.pk}/pause/", {"reason": "Again"}).status_code == 409
    assert administrator.post(f"{BASE}{row.pk}/resume/", {"reason": "Moved"}).status_code == 302
    assert administrator.post(f"{BASE}{row.pk}/resume/", {"reason": "Again"}).status_code == 409
    entries = AuditEntry.objects.filter(verb__in=["webhook.pause", "webhook.resume"]).order_by("pk")
    assert list(entries.values_list("verb", "reason")) == [
        ("webhook.pause", "Moving"),
        ("webhook.resume", "Moved"),
    ]


def test_the_log_says_in_words_how_each_delivery_went(world: World, administrator: Client) -> None:
    row, now = subscribed(world, ADDRESS), timezone.now()
    said: dict[str, Any] = {"subscription": row, "created_at": now, "next_attempt_at": now, "changes": [1, 2]}
    taken = Delivery.objects.create(
        **said, status=204, length=0, milliseconds=12, attempts_made=1, done_at=now
    )
    lost = Delivery.objects.create(**said, code="address-refused", attempts_made=12, failed_at=now)
    waits = Delivery.objects.create(**said)
    page = administrator.get(row.get_absolute_url()).content.decode()
    assert "Answer 204" in page and "leads into our own network" in page
    assert all(str(one.key) in page for one in (taken, lost, waits))
    failed = administrator.get(f"{row.get_absolute_url()}?standing=failed").content.decode()
    assert str(lost.key) in failed and str(taken.key) not in failed and str(waits.key) not in failed
    assert administrator.get(f"{row.get_absolute_url()}?standing=other").status_code == 404
    assert administrator.get(f"{row.get_absolute_url()}?after=other").status_code == 400


def test_deliveries_are_sent_again_from_the_page(world: World, administrator: Client) -> None:
    row, now = subscribed(world, ADDRESS), timezone.now()
    said: dict[str, Any] = {"subscription": row, "created_at": now, "next_attempt_at": now}
    lost = [Delivery.objects.create(**said, attempts_made=12, failed_at=now) for _number in range(3)]
    base = row.get_absolute_url()
    assert administrator.post(f"{base}deliveries/{lost[0].pk}/replay/").status_code == 302
    assert list(Delivery.objects.waiting()) == [lost[0]]
    assert administrator.post(f"{base}replay/", {"since": "no day"}).status_code == 422
    next_week = timezone.localdate(now + timedelta(days=7))
    administrator.post(f"{base}replay/", {"since": next_week.isoformat()})
    assert Delivery.objects.waiting().count() == 1
    administrator.post(f"{base}replay/", {"since": timezone.localdate(now).isoformat()})
    assert Delivery.objects.waiting().count() == 3
    assert administrator.post(f"{base}ping/").status_code == 302
    assert Delivery.objects.filter(kind="ping").count() == 1
    other = subscribed(world, ADDRESS, name="Other")
    answer = administrator.post(f"{other.get_absolute_url()}deliveries/{lost[0].pk}/replay/")
    assert answer.status_code == 404


def test_hostile_names_are_shown_as_text(world: World, administrator: Client) -> None:
    row = subscribed(world, ADDRESS, name="<script>alert(1)</script>")
    for address in (BASE, row.get_absolute_url()):
        page = administrator.get(address).content.decode()
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
