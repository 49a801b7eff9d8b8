"""Webhooks tell what changed: signed, at least once, names of objects only, and no more than the account may read."""

import hmac
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict
from hospital_itsm.feed.models import Change
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from hospital_itsm.webhooks import sending
from hospital_itsm.webhooks.actions import deliveries, subscriptions
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.queries.due import offered
from hospital_itsm.webhooks.sending import SENDER, collect_of, deliver_due, secrets_of
from tests.assets import cast as assets
from tests.processes import Product
from tests.tickets import desk_cast as cast
from tests.webhooks.cast import Receiver, subscribed
from tests.world import World, again
from tickets.choices import Kind
from tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
README = Path(__file__).parents[2] / "README.md"


def fresh(row: Subscription) -> Subscription:
    """As stored."""
    return Subscription.objects.select_related("account__owner").get(pk=row.pk)


def due_again(**more: Any) -> None:
    """Let what waits be due now."""
    Delivery.objects.waiting().update(next_attempt_at=timezone.now(), **more)


def bells(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Who was told in the bell, and what."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app").order_by("pk")
    return list(rows.values_list("recipient__username", "payload"))


def test_a_change_is_told_by_its_names_and_never_by_its_words(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address)
    ticket = cast.report(world, text="The label printer of bay 4 prints blank labels")
    assert deliver_due() == {"delivered": 1}
    (headers, raw), (body,) = receiver.taken[0], receiver.bodies()
    delivery = Delivery.objects.get()
    assert (body["id"], body["kind"], headers["X-Desk-Delivery"]) == (
        str(delivery.key), "changes", str(delivery.key),
    )  # fmt: skip
    first = body["changes"][0]
    assert (first["kind"], first["id"], first["verb"]) == ("ticket", ticket.key, "ticket.report")
    assert first["url"] == f"/api/v1/tickets/{ticket.key}/"
    assert {name for one in body["changes"] for name in one} == {"kind", "id", "version", "at", "verb", "url"}
    assert b"printer" not in raw and b"4321" not in raw
    assert (delivery.status, delivery.attempts_made, delivery.standing) == (204, 1, "done")
    assert deliver_due() == {}
    assert len(receiver.taken) == 1


def test_the_sample_of_the_documentation_verifies_a_delivery(world: World, receiver: Receiver) -> None:
    row = subscribed(world, receiver.address)
    cast.report(world)
    deliver_due()
    (headers, raw), namespace = receiver.taken[0], dict[str, Any]()
    (sample,) = re.findall(r"```python\n(.*?is_genuine.*?)```", README.read_text(), re.DOTALL)
    exec(sample, namespace)  # noqa: S102
    is_genuine, secret = namespace["is_genuine"], secrets_of(row, timezone.now())[0]
    assert is_genuine(secret, headers, raw)
    assert not is_genuine("another secret", headers, raw)
    assert not is_genuine(secret, headers, raw + b" ")
    late = {**headers, "X-Desk-Timestamp": str(int(headers["X-Desk-Timestamp"]) - 301)}
    assert not is_genuine(secret, late, raw)


def test_restricted_tickets_are_told_to_nobody_whatever_the_account_may_read(
    world: World, receiver: Receiver
) -> None:
    subscribed(world, receiver.address, world.security)
    cast.report(world, kind=Kind.SECURITY, actor=world.security)
    open_one = cast.report(world)
    assert deliver_due() == {"delivered": 1}
    assert set(receiver.ids()) == {open_one.key}


def test_a_ticket_restricted_after_its_change_was_collected_is_not_told(
    world: World, receiver: Receiver
) -> None:
    row = subscribed(world, receiver.address, world.security)
    ticket = cast.report(world)
    collect_of(row, timezone.now())
    Ticket.objects.filter(pk=ticket.pk).update(kind=Kind.SECURITY, is_restricted=True)
    assert deliver_due() == {"delivered": 1}
    assert receiver.taken == []
    assert (Delivery.objects.get().status, Delivery.objects.get().standing) == (None, "done")


def test_patient_events_are_not_among_the_kinds(world: World) -> None:
    codes = {kind.code for kind in offered()}
    assert "patient_event" not in codes
    assert {"ticket", "asset", "vendor", "contract", "notice"} <= codes


def test_an_account_without_the_right_of_a_kind_is_not_told_of_it(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address, world.finance, kinds=("ticket", "asset"))
    cast.report(world)
    assets.pump(world)
    deliver_due()
    assert set(receiver.ids()) == {"LR-20417"}


def test_nothing_is_sent_for_a_deactivated_account_and_nothing_is_lost(
    world: World, receiver: Receiver
) -> None:
    subscribed(world, receiver.address)
    ticket = cast.report(world)
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    assert (deliver_due(), receiver.taken) == ({}, [])
    User.objects.filter(pk=world.agent.pk).update(is_active=True)
    assert deliver_due() == {"delivered": 1}
    assert set(receiver.ids()) == {ticket.key}


def test_a_service_account_whose_owner_left_tells_nothing(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address, world.integration)
    cast.report(world)
    User.objects.filter(pk=world.administrator.pk).update(is_active=False)
    assert (deliver_due(), receiver.taken, Delivery.objects.count()) == ({}, [], 0)


def test_what_failed_is_tried_again_later_under_the_same_id(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries.random, "random", lambda: 0.5)
    row = subscribed(world, receiver.address)
    cast.report(world)
    receiver.then, now = [503, 302], timezone.now()
    assert deliver_due(lambda: now) == {"failed": 1}
    failed = Delivery.objects.get()
    assert (failed.code, failed.status, failed.next_attempt_at) == (
        "http-503",
        503,
        now + timedelta(seconds=30),
    )
    assert fresh(row).failing_since == now
    assert deliver_due(lambda: now) == {}
    later = failed.next_attempt_at
    assert deliver_due(lambda: later) == {"failed": 1}
    assert Delivery.objects.get().next_attempt_at == later + timedelta(seconds=60)
    last = later + timedelta(seconds=60)
    assert deliver_due(lambda: last) == {"delivered": 1}
    assert len(set(receiver.keys())) == 1 and len(receiver.taken) == 3
    assert fresh(row).failing_since is None


def test_one_address_that_fails_holds_up_no_other(world: World, receiver: Receiver) -> None:
    dead = subscribed(world, "http://127.0.0.1:1/in", name="Dead")
    subscribed(world, receiver.address)
    for _number in range(2):
        cast.report(world)
        collect_of(fresh(dead), timezone.now())
    assert deliver_due() == {"failed": 1, "delivered": 1}
    assert set(dead.deliveries.values_list("attempts_made", "code")) == {
        (1, "ConnectionRefusedError"),
        (0, ""),
    }


def test_after_twelve_attempts_it_is_given_up_told_once_and_sent_again_when_asked(
    world: World, receiver: Receiver
) -> None:
    row = subscribed(world, receiver.address)
    cast.report(world)
    receiver.status = 500
    deliver_due()
    for _number in range(11):
        due_again()
        assert deliver_due() == {"failed": 1}
    given_up = Delivery.objects.get()
    assert (given_up.standing, given_up.attempts_made) == ("failed", 12)
    assert bells("webhook.given_up") == [(world.agent.username, {"webhook": row.pk})]
    due_again()
    assert deliver_due() == {}
    receiver.status = 200
    actor = again(world.administrator)
    assert deliveries.replay_failed(row.pk, actor=actor, since=given_up.failed_at + timedelta(seconds=1)) == 0
    assert deliveries.replay_failed(row.pk, actor=actor, since=given_up.failed_at) == 1
    with pytest.raises(Conflict):
        deliveries.replay(row.pk, actor=actor, delivery=given_up.pk)
    assert deliver_due() == {"delivered": 1}
    assert deliveries.replay(row.pk, actor=actor, delivery=given_up.pk) == 1
    assert deliver_due() == {"delivered": 1}
    assert (len(receiver.taken), set(receiver.keys())) == (14, {str(given_up.key)})
    replays = AuditEntry.objects.filter(verb="webhook.replay").values_list("changes", flat=True)
    assert list(replays) == [{"deliveries": 1}, {"deliveries": 1}]


def test_an_address_that_fails_for_three_days_is_stopped_and_goes_on_where_it_was(
    world: World, receiver: Receiver
) -> None:
    row = subscribed(world, receiver.address)
    first = cast.report(world)
    receiver.status = 500
    deliver_due()
    Subscription.objects.update(failing_since=timezone.now() - timedelta(days=3))
    due_again()
    deliver_due()
    assert fresh(row).state == "stopped"
    assert bells("webhook.stopped") == [(world.agent.username, {"webhook": row.pk})]
    entry = AuditEntry.objects.get(verb="webhook.stop")
    assert (entry.actor, entry.changes) == (None, {"state": ["active", "stopped"]})
    second = cast.report(world)
    receiver.status, before = 200, len(receiver.taken)
    due_again()
    assert (deliver_due(), len(receiver.taken)) == ({}, before)
    subscriptions.resume_subscription(row.pk, actor=again(world.administrator), reason="Mended")
    assert deliver_due() == {"delivered": 2}
    assert set(receiver.ids()[-4:]) == {first.key, second.key}
    assert fresh(row).failing_since is None


@pytest.mark.parametrize(
    "address",
    ["https://10.0.0.5/in", "https://169.254.169.254/latest", "https://localhost/in", "https://[::1]/in"],
)
def test_an_address_of_our_own_network_is_never_called(world: World, address: str, settings: Any) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = []
    row = subscribed(world, "https://hooks.larkhaven.example/in")
    Subscription.objects.filter(pk=row.pk).update(address=address)
    cast.report(world)
    assert deliver_due() == {"failed": 1}
    assert Delivery.objects.get().code == "address-refused"


def test_a_redirect_is_a_failure_and_is_not_followed(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address.replace("/in", "/moved"))
    cast.report(world)
    receiver.status = 302
    assert deliver_due() == {"failed": 1}
    assert (len(receiver.taken), Delivery.objects.get().code) == (1, "http-302")


def test_of_an_answer_its_length_is_kept_and_not_its_words(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address)
    cast.report(world)
    receiver.status, receiver.words = 200, b"<script>alert(1)</script>"
    deliver_due()
    stored = Delivery.objects.filter(pk=Delivery.objects.get().pk).values().get()
    assert stored["length"] == 25
    assert "<script>" not in str(stored) and "alert" not in str(stored)


def test_two_secrets_sign_until_the_former_one_ends(world: World, receiver: Receiver) -> None:
    row = subscribed(world, receiver.address)
    (old,) = secrets_of(row, timezone.now())
    _row, new = subscriptions.rotate_secret(row.pk, actor=again(world.administrator), reason="Yearly")
    cast.report(world)
    deliver_due()
    headers, raw = receiver.taken[0]
    said = headers["X-Desk-Signature"].split(",")
    for secret, value in zip((new, old), said, strict=True):
        mac = hmac.new(secret.encode(), f"{headers['X-Desk-Timestamp']}.".encode() + raw, "sha256")
        assert value == f"sha256={mac.hexdigest()}"
    assert secrets_of(fresh(row), timezone.now() + timedelta(hours=47)) == [new, old]
    assert secrets_of(fresh(row), timezone.now() + timedelta(hours=48)) == [new]
    assert new.encode() not in bytes(fresh(row).secret)
    assert not AuditEntry.objects.filter(changes__icontains=new).exists()


def test_a_test_is_sent_whatever_the_state_and_tried_once(world: World, receiver: Receiver) -> None:
    row, actor = subscribed(world, receiver.address), again(world.administrator)
    subscriptions.pause_subscription(row.pk, actor=actor, reason="Moving")
    deliveries.ping(row.pk, actor=actor)
    with pytest.raises(Conflict):
        deliveries.ping(row.pk, actor=actor)
    assert deliver_due() == {"delivered": 1}
    assert receiver.bodies() == [{"id": str(Delivery.objects.get().key), "kind": "ping", "changes": []}]
    receiver.status = 500
    deliveries.ping(row.pk, actor=actor)
    assert deliver_due() == {"failed": 1}
    assert (Delivery.objects.latest("pk").standing, fresh(row).failing_since) == ("failed", None)
    assert bells("webhook.given_up") == []


def test_what_changes_during_a_pause_is_told_after_it(world: World, receiver: Receiver) -> None:
    row, actor = subscribed(world, receiver.address), again(world.administrator)
    subscriptions.pause_subscription(row.pk, actor=actor, reason="Moving")
    ticket = cast.report(world)
    assert (deliver_due(), receiver.taken) == ({}, [])
    subscriptions.resume_subscription(row.pk, actor=actor, reason="Moved")
    assert deliver_due() == {"delivered": 1}
    assert set(receiver.ids()) == {ticket.key}


def test_what_changed_before_the_subscription_is_not_told(world: World, receiver: Receiver) -> None:
    cast.report(world)
    subscribed(world, receiver.address)
    assert (deliver_due(), Delivery.objects.count()) == ({}, 0)


def test_many_changes_travel_in_deliveries_of_fifty(world: World, receiver: Receiver) -> None:
    subscribed(world, receiver.address)
    ticket = cast.report(world)
    Change.objects.all().delete()
    said = {"kind": "ticket", "subject": ticket.pk, "label": ticket.key, "verb": "ticket.note"}
    Change.objects.bulk_create(Change(**said, version=number, at=timezone.now()) for number in range(120))
    assert deliver_due() == {"delivered": 3}
    assert [len(body["changes"]) for body in receiver.bodies()] == [50, 50, 20]
    versions = [one["version"] for body in receiver.bodies() for one in body["changes"]]
    assert versions == list(range(120))


def test_what_has_no_room_waits_in_the_feed(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_WAITING", 1)
    row = subscribed(world, receiver.address)
    first, second = cast.report(world), None
    collect_of(row, timezone.now())
    second = cast.report(world)
    collect_of(fresh(row), timezone.now())
    assert Delivery.objects.count() == 1
    deliver_due()
    deliver_due()
    assert receiver.ids()[0] == first.key and receiver.ids()[-1] == second.key


def test_two_rounds_that_read_the_same_changes_make_one_delivery(world: World, receiver: Receiver) -> None:
    row = subscribed(world, receiver.address)
    rival = fresh(row)
    cast.report(world)
    collect_of(row, timezone.now())
    collect_of(rival, timezone.now())
    assert Delivery.objects.count() == 1


def test_a_delivery_that_is_held_is_not_taken_by_a_rival_until_its_lease_ends(
    world: World, receiver: Receiver
) -> None:
    row, now = subscribed(world, receiver.address), timezone.now()
    cast.report(world)
    collect_of(row, now)
    held = deliveries.claim(actor=SENDER, now=now, closed=())
    assert held is not None
    assert deliveries.claim(actor=SENDER, now=now + timedelta(seconds=59), closed=()) is None
    again_held = deliveries.claim(actor=SENDER, now=now + timedelta(seconds=60), closed=())
    assert again_held is not None and (again_held.key, again_held.attempts_made) == (held.key, 2)


def test_old_deliveries_are_forgotten_and_those_that_wait_are_not(world: World, receiver: Receiver) -> None:
    row = subscribed(world, receiver.address)
    old = timezone.now() - timedelta(days=31)
    said: dict[str, Any] = {"subscription": row, "next_attempt_at": old}
    Delivery.objects.create(**said, created_at=old, done_at=old)
    waits = Delivery.objects.create(**said, created_at=old)
    young = Delivery.objects.create(**said, created_at=timezone.now(), failed_at=timezone.now())
    assert deliveries.forget_deliveries(actor=SENDER, now=timezone.now()) == 1
    assert set(Delivery.objects.values_list("pk", flat=True)) == {waits.pk, young.pk}


DIES = """
import os, signal
from hospital_itsm.webhooks import sending
from hospital_itsm.core import outbound
post = outbound.post
def sent_and_killed(*arguments, **more):
    post(*arguments, **more)
    os.kill(os.getpid(), signal.SIGKILL)
outbound.post = sent_and_killed
sending.deliver_due()
"""
LIVES = """
from hospital_itsm.webhooks.sending import deliver_due
print(deliver_due())
"""


@pytest.mark.kill
def test_a_worker_killed_after_the_address_took_it_sends_it_again_under_the_same_id(
    world: World, product: Product, receiver: Receiver
) -> None:
    product.extra["OUTBOUND_ALLOWED_HOSTS"] = "http://127.0.0.1"
    subscribed(world, receiver.address)
    ticket = cast.report(world)
    killed = product.script(DIES)
    assert killed.returncode == -9, killed.stderr
    held = Delivery.objects.get()
    assert (held.standing, held.attempts_made, len(receiver.taken)) == ("waiting", 1, 1)
    assert product.script(LIVES).stdout.strip().endswith("{}")
    due_again()
    assert product.script(LIVES).stdout.strip().endswith("{'delivered': 1}")
    assert receiver.keys() == [str(held.key)] * 2
    assert set(receiver.ids()) == {ticket.key}
    assert isinstance(Delivery.objects.get().done_at, datetime)
