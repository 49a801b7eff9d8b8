"""Writing messages: with the change, once, and only to whom they concern."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.outbox import wake
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.shapes import PayloadRefused
from hospital_itsm.outbox.tell import can_be_paged, messages, tell, write
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAGE, PAYLOAD
from tests.world import World

WATCH = System("sla-watch")


def tell_of(recipients: list[User], **changes: object) -> int:
    call: dict[str, object] = {
        "actor": WATCH,
        "kind": "test.told",
        "recipients": recipients,
        "payload": PAYLOAD,
        "dedupe": "1",
    }
    return tell(**(call | changes))  # type: ignore[arg-type]


def test_one_message_a_person_and_channel(world: World) -> None:
    assert tell_of([world.agent, world.requester, world.agent]) == 4
    rows = OutboxMessage.objects.values_list("recipient_id", "channel").order_by("recipient_id", "channel")
    expected = [
        (pk, channel) for pk in (world.agent.pk, world.requester.pk) for channel in ("email", "in_app")
    ]
    assert list(rows) == sorted(expected)


def test_telling_the_same_twice_tells_once(world: World) -> None:
    tell_of([world.agent])
    tell_of([world.agent])
    assert OutboxMessage.objects.count() == 2
    tell_of([world.agent], dedupe="2")
    assert OutboxMessage.objects.count() == 4


def test_a_very_long_dedupe_key_still_tells_once(world: World) -> None:
    tell_of([world.agent], dedupe="x" * 400)
    tell_of([world.agent], dedupe="x" * 400)
    assert OutboxMessage.objects.count() == 2


def test_nobody_hears_of_their_own_doing_unless_it_is_a_page(world: World) -> None:
    assert tell_of([world.agent], actor=world.agent) == 0
    assert tell_of([world.agent], actor=world.agent, kind="test.paged", payload=PAGE) == 2


def test_deactivated_people_are_told_nothing(world: World) -> None:
    assert tell_of([world.deactivated]) == 0
    assert OutboxMessage.objects.count() == 0


def test_a_channel_without_an_address_falls_away(world: World, settings) -> None:
    world.agent.email = ""
    assert tell_of([world.agent]) == 1
    world.agent.page_address = ""
    assert can_be_paged(world.agent) is False
    assert tell_of([world.agent], kind="test.paged", payload=PAGE) == 1
    settings.PAGE_WEBHOOK_URL = "https://paging.larkhaven.example/in"
    assert can_be_paged(world.agent) is True
    assert tell_of([world.agent], kind="test.paged", payload=PAGE, dedupe="2") == 2


def test_free_text_is_refused_and_nothing_is_written(world: World) -> None:
    with pytest.raises(PayloadRefused):
        tell_of([world.agent], payload={**PAYLOAD, "text": "The monitor in bed 4 is dark"})
    assert OutboxMessage.objects.count() == 0


def test_an_unknown_kind_is_refused(world: World) -> None:
    with pytest.raises(KeyError):
        tell_of([world.agent], kind="ticket.nobody_registered")


def test_a_message_can_be_held_back(world: World) -> None:
    later = timezone.now() + timedelta(hours=2)
    tell_of([world.agent], at=later)
    assert set(OutboxMessage.objects.values_list("due_at", "next_attempt_at")) == {(later, later)}


def test_telling_many_takes_one_statement(world: World) -> None:
    with CaptureQueriesContext(connection) as queries:
        tell_of(list(User.objects.filter(is_active=True)))
    inserts = [query for query in queries.captured_queries if "INSERT" in query["sql"]]
    assert len(inserts) == 1
    assert OutboxMessage.objects.count() > 40


def test_rows_of_many_things_can_be_written_together(world: World) -> None:
    rows = [
        row
        for number in range(3)
        for row in messages(
            actor=WATCH,
            kind="test.told",
            recipients=[world.agent],
            payload={**PAYLOAD, "ticket": f"INC-{number}"},
            dedupe=f"watch:{number}",
        )
    ]
    with CaptureQueriesContext(connection) as queries:
        assert write(rows) == 6
    assert len([query for query in queries.captured_queries if "INSERT" in query["sql"]]) == 1


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused(world: World) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        tell_of([world.agent])
    assert OutboxMessage.objects.count() == 0


def test_a_change_that_is_undone_tells_nobody(
    world: World, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr("hospital_itsm.outbox.tell.wake_workers", lambda: woken.append(True))
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        tell_of([world.agent])
        raise RuntimeError
    assert OutboxMessage.objects.count() == 0
    assert woken == []


def test_the_wake_goes_to_the_mail_queue_after_the_commit(
    world: World, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    sent: list[tuple[str, object]] = []
    monkeypatch.setattr(wake, "_resting_until", 0.0)
    monkeypatch.setattr(
        wake.current_app, "send_task", lambda name, **options: sent.append((name, options["queue"]))
    )
    with django_capture_on_commit_callbacks(execute=True):
        tell_of([world.agent])
        assert sent == []
    assert sent == [("hospital_itsm.outbox.tasks.deliver_due_messages", "mail")]


def test_telling_often_in_one_transaction_wakes_once(
    world: World, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    woken: list[bool] = []
    monkeypatch.setattr("hospital_itsm.outbox.tell.wake_workers", lambda: woken.append(True))
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(RuntimeError), transaction.atomic():
            tell_of([world.agent], dedupe="undone")
            raise RuntimeError
        for number in range(3):
            tell_of([world.agent], dedupe=str(number))
    assert woken == [True]
    assert OutboxMessage.objects.count() == 6


def test_a_dead_broker_is_no_error_and_is_left_alone_for_a_while(monkeypatch) -> None:
    tries: list[str] = []

    def refuse(name: str, **options: object) -> None:
        tries.append(name)
        raise ConnectionError("connection refused")

    monkeypatch.setattr(wake, "_resting_until", 0.0)
    monkeypatch.setattr(wake.current_app, "send_task", refuse)
    assert wake.wake_workers() is False
    assert wake.wake_workers() is False
    assert len(tries) == 1
