"""Delivery: once, pages first, again after a failure, and never lost with a worker."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.jobs import heartbeats
from hospital_itsm.outbox import channels
from hospital_itsm.outbox.actions import deliver
from hospital_itsm.outbox.channels.faults import ChannelUnreachable, NotTaken
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import Attempt, BellItem, OutboxMessage
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAGE, PAYLOAD
from tests.world import World

POSTMAN = System("outbox")


def told(*people: User, kind: str = "test.told", dedupe: str = "1", **more: Any) -> None:
    payload = PAGE if kind == "test.paged" else PAYLOAD
    tell(actor=POSTMAN, kind=kind, recipients=people, payload=payload, dedupe=dedupe, **more)


class Faulty:
    """A channel that fails as often as told; `sent` holds what left."""

    def __init__(self, *faults: Exception) -> None:
        self.faults, self.sent, self.opened = list(faults), [], 0

    def __call__(self) -> "Faulty":
        return self

    def __enter__(self) -> Any:
        self.opened += 1
        return self.send

    def __exit__(self, *details: object) -> None:
        return None

    def send(self, bundle: Any) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.sent += [message.pk for message in bundle]


@pytest.fixture
def with_email(monkeypatch) -> Any:
    def use(*faults: Exception) -> Faulty:
        channel = Faulty(*faults)
        monkeypatch.setitem(channels.OUTWARD, Channel.EMAIL, channel)
        return channel

    return use


def later(**span: float) -> Any:
    moment = timezone.now() + timedelta(**span)
    return lambda: moment


def test_a_message_reaches_bell_and_mailbox_once(world: World) -> None:
    told(world.agent)
    assert deliver_due() == {"sent": 2}
    assert deliver_due() == {}
    assert BellItem.objects.filter(user=world.agent, read_at=None).count() == 1
    assert [message.to for message in mail.outbox] == [[world.agent.email]]
    assert OutboxMessage.objects.filter(done_at=None).count() == 0
    assert sorted(Attempt.objects.values_list("message__channel", "outcome")) == [
        ("email", "sent"),
        ("in_app", "sent"),
    ]
    assert heartbeats.age("outbox") < timedelta(seconds=5)


def test_a_message_held_back_waits_for_its_time(world: World) -> None:
    told(world.agent, at=timezone.now() + timedelta(hours=1))
    assert deliver_due() == {}
    assert mail.outbox == []
    assert deliver_due(now=later(hours=1, seconds=1)) == {"sent": 2}


def test_pages_leave_before_bells_and_mails(world: World, monkeypatch) -> None:
    order: list[str] = []

    class Noting(Faulty):
        def send(self, bundle: Any) -> None:
            order.extend(message.channel for message in bundle)

    for channel in (Channel.EMAIL, Channel.PAGE_MAIL):
        monkeypatch.setitem(channels.OUTWARD, channel, Noting())
    people = list(User.objects.filter(is_active=True).exclude(email="")[:12])
    told(*people)
    told(world.agent, kind="test.paged")
    deliver_due()
    assert order == ["page_mail"] + ["email"] * 12


def test_a_refused_message_is_tried_again_with_doubling_waits(world: World, with_email) -> None:
    channel = with_email(NotTaken("status 503"), NotTaken("status 503"))
    told(world.agent, channels=[Channel.EMAIL])
    start = timezone.now()
    assert deliver_due(now=lambda: start) == {"failed": 1}
    row = OutboxMessage.objects.get()
    assert (row.attempts_made, row.next_attempt_at) == (1, start + timedelta(seconds=30))
    assert deliver_due(now=lambda: start + timedelta(seconds=29)) == {}
    second = start + timedelta(seconds=30)
    assert deliver_due(now=lambda: second) == {"failed": 1}
    row.refresh_from_db()
    assert row.next_attempt_at == second + timedelta(seconds=60)
    assert deliver_due(now=lambda: second + timedelta(seconds=60)) == {"sent": 1}
    assert channel.sent == [row.pk]
    assert list(Attempt.objects.order_by("id").values_list("outcome", "detail")) == [
        ("failed", "status 503"),
        ("failed", "status 503"),
        ("sent", ""),
    ]


def test_a_message_nobody_takes_for_a_day_is_given_up_and_counted(world: World, with_email) -> None:
    with_email(NotTaken("status 500"))
    told(world.agent, channels=[Channel.EMAIL])
    day = later(hours=24)
    deliver_due(now=day)
    row = OutboxMessage.objects.get()
    assert (row.failed_at, row.done_at) == (day(), None)
    assert deliver_due(now=later(hours=30)) == {}


def test_an_unreachable_server_is_asked_once_a_round_and_the_rest_waits(world: World, with_email) -> None:
    channel = with_email(ChannelUnreachable("ConnectionRefusedError"))
    told(*User.objects.filter(is_active=True).exclude(email="")[:12], channels=[Channel.EMAIL])
    assert deliver_due() == {"unreachable": deliver.BATCH}
    assert channel.opened == 1
    assert OutboxMessage.objects.filter(attempts_made=0).count() == 12 - deliver.BATCH
    assert deliver_due(now=later(minutes=1)) == {"sent": 12}


def test_a_fault_of_one_message_does_not_stop_the_others(world: World, with_email) -> None:
    channel = with_email(RuntimeError("patient text that must not be stored"))
    told(world.agent, world.requester, channels=[Channel.EMAIL])
    assert deliver_due() == {"failed": 1, "sent": 1}
    assert len(channel.sent) == 1
    assert Attempt.objects.get(outcome="failed").detail == "RuntimeError"


def test_somebody_deactivated_in_the_meantime_is_not_told(world: World) -> None:
    told(world.agent, channels=[Channel.EMAIL])
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    assert deliver_due() == {"skipped": 1}
    assert mail.outbox == []


def test_an_address_taken_away_in_the_meantime_ends_the_message(world: World) -> None:
    told(world.agent, channels=[Channel.EMAIL])
    User.objects.filter(pk=world.agent.pk).update(email="")
    assert deliver_due() == {"skipped": 1}
    assert OutboxMessage.objects.get().done_at is not None


def test_what_a_dead_worker_had_claimed_comes_back_after_its_lease(world: World) -> None:
    told(world.agent, channels=[Channel.EMAIL])
    now = timezone.now()
    assert len(deliver.claim(actor=POSTMAN, channel=Channel.EMAIL, now=now)) == 1
    assert deliver_due(now=lambda: now + timedelta(seconds=59)) == {}
    assert deliver_due(now=lambda: now + timedelta(seconds=60)) == {"sent": 1}


def test_a_mail_server_that_refuses_the_recipient_leaves_a_code_and_no_address(
    world: World, monkeypatch
) -> None:
    def refuse(*arguments: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"priya.nair@larkhaven.example": (550, b"no such mailbox")})

    monkeypatch.setattr(mail.backends.locmem.EmailBackend, "send_messages", refuse)
    told(world.agent, channels=[Channel.EMAIL])
    assert deliver_due() == {"failed": 1}
    assert Attempt.objects.get().detail == "SMTPRecipientsRefused"


def test_a_lost_mail_server_is_unreachable(world: World, monkeypatch) -> None:
    def lose(*arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.backends.locmem.EmailBackend, "open", lose)
    told(world.agent, channels=[Channel.EMAIL])
    assert deliver_due() == {"unreachable": 1}
    assert Attempt.objects.get().detail == "ConnectionRefusedError"


def test_bells_of_many_are_filled_with_the_same_few_statements(world: World) -> None:
    def statements(people: list[User], dedupe: str) -> int:
        told(*people, channels=[Channel.IN_APP], dedupe=dedupe)
        with CaptureQueriesContext(connection) as queries:
            deliver.put_in_bells(actor=POSTMAN, now=timezone.now())
        return len(queries)

    everybody = list(User.objects.filter(is_active=True))
    assert statements(everybody, "first") == 7
    assert [statements(everybody[:3], "3"), statements(everybody, "all")] == [8, 8]
