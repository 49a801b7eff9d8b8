"""The clocks of major incidents: everything once, whoever looks, however late, and whoever dies."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.continuity import tasks
from hospital_itsm.continuity.actions import updates, watch
from hospital_itsm.continuity.actions.review import add_action
from hospital_itsm.continuity.actions.updates import WATCH, deliver_updates
from hospital_itsm.continuity.models import MajorIncident, UpdateDelivery
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.outbox.models import OutboxMessage
from tests.continuity import cast
from tests.world import World, again
from tickets.models import Message, Ticket

PATIENCE = 30


def told(kind: str) -> list[str]:
    """Who was told something in the bell, in order."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app").order_by("pk")
    return list(rows.values_list("recipient__username", flat=True))


def test_people_of_tied_tickets_hear_an_update_once(world: World) -> None:
    first, second = cast.ticket(world), cast.ticket(world)
    major = cast.declared(world, ticket=first.key)
    cast.updated(world, major, text="We found the cause.")
    Ticket.objects.filter(pk=second.pk).update(state="closed")
    UpdateDelivery.objects.create(update=major.updates.get(), ticket=second)
    assert tasks.watch_major_incidents() == 1
    assert tasks.watch_major_incidents() == 0
    said = Message.objects.get(kind="public")
    assert (said.ticket, said.body, said.author) == (first, "We found the cause.", None)
    assert told("ticket.replied") == ["alma.reyes"]
    assert list(UpdateDelivery.objects.order_by("pk").values_list("was_over", flat=True)) == [False, True]
    first.refresh_from_db()
    assert first.last_public_at == said.created_at


def test_one_ticket_that_fails_leaves_the_others_alone_and_is_given_up_after_five(
    world: World, monkeypatch: Any
) -> None:
    bad, good = cast.ticket(world), cast.ticket(world)
    major = cast.declared(world, ticket=bad.key)
    from hospital_itsm.continuity.actions.majors import tie_children

    tie_children(major.pk, actor=again(world.duty_manager), tickets=[good.key])
    cast.updated(world, major)
    real = updates.say_publicly

    def broken(ticket: Ticket, **given: Any) -> Any:
        if ticket.pk == bad.pk:
            raise RuntimeError
        return real(ticket, **given)

    monkeypatch.setattr(updates, "say_publicly", broken)
    for _round in range(7):
        tasks.watch_major_incidents()
    assert list(Message.objects.filter(kind="public").values_list("ticket", flat=True)) == [good.pk]
    assert UpdateDelivery.objects.get(ticket=bad).attempts == 5
    assert UpdateDelivery.objects.get(ticket=bad).told_at is None


def test_the_next_update_is_reminded_of_step_by_step_and_starts_anew_with_an_update(world: World) -> None:
    major = cast.declared(world)
    due = major.next_update_due
    for minutes in (-6, -5, -4, 0, 1, 15, 40):
        watch.watch_majors(actor=WATCH, now=due + timedelta(minutes=minutes))
    people = told("major.update_due")
    assert people[:2] == ["carla.voss", "carla.voss"]
    assert sorted(people[2:]) == ["beth.lawson", "carla.voss", "ellen.fairweather", "martin.ekland"]
    cast.updated(world, major, next_minutes=15)
    major.refresh_from_db()
    assert major.reminded == ""
    watch.watch_majors(actor=WATCH, now=major.next_update_due)
    assert len(told("major.update_due")) == 7


def test_what_was_missed_folds_into_the_furthest_step(world: World) -> None:
    major = cast.declared(world)
    late = major.next_update_due + timedelta(hours=5)
    watch.watch_majors(actor=WATCH, now=late)
    watch.watch_majors(actor=WATCH, now=late)
    steps = {row.payload["step"] for row in OutboxMessage.objects.filter(kind="major.update_due")}
    assert steps == {"15 minutes late"}
    assert told("major.summary").count("marguerite.okafor") == 1
    major.refresh_from_db()
    assert late < major.summary_due <= late + timedelta(hours=1)


def test_a_reminder_that_dies_is_owed_still(world: World, monkeypatch: Any) -> None:
    major = cast.declared(world)

    def dies(*given: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(watch, "tell_people", dies)
        with pytest.raises(KeyboardInterrupt):
            watch.watch_majors(actor=WATCH, now=major.next_update_due)
    major.refresh_from_db()
    assert (major.reminded, told("major.update_due")) == ("", [])
    assert watch.watch_majors(actor=WATCH, now=major.next_update_due) == 1


def test_reviews_and_actions_are_reminded_of_once_a_day_in_the_morning(world: World) -> None:
    major = cast.stood_down(world)
    today = timezone.localdate()
    add_action(
        major.pk, actor=again(world.duty_manager), text="Renew it", owner=again(world.agent), due_on=today
    )
    noon = timezone.localtime().replace(hour=12) + timedelta(days=11)
    assert watch.remind_of_reviews(actor=WATCH, now=noon.replace(hour=6)) == 0
    assert watch.remind_of_reviews(actor=WATCH, now=noon) == 2
    assert watch.remind_of_reviews(actor=WATCH, now=noon) == 0
    assert "carla.voss" in told("major.review")
    assert told("major.action") == ["leo.marsh", "leo.marsh"]
    assert watch.remind_of_reviews(actor=WATCH, now=noon + timedelta(days=1)) == 2


def test_only_the_product_watches(world: World) -> None:
    cast.declared(world)
    for refused in (
        lambda: deliver_updates(actor=again(world.duty_manager), now=timezone.now()),
        lambda: watch.watch_majors(actor=again(world.duty_manager), now=timezone.now()),
    ):
        with pytest.raises(Forbidden):
            refused()


@pytest.fixture
def at_once() -> Iterator[Callable[..., Any]]:
    """Start a function in a thread with a connection of its own; gives the future."""
    with ThreadPoolExecutor(max_workers=4) as pool:

        def run(function: Callable[..., Any]) -> Any:
            def closed_after() -> Any:
                try:
                    return function()
                finally:
                    connections.close_all()

            return pool.submit(closed_after)

        yield run


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_each_ticket_once(at_once: Callable[..., Any]) -> None:
    world = World.build()
    tickets = [cast.ticket(world) for _number in range(12)]
    major = cast.declared(world)
    from hospital_itsm.continuity.actions.majors import tie_children

    tie_children(major.pk, actor=again(world.duty_manager), tickets=[one.key for one in tickets])
    cast.updated(world, major)
    MajorIncident.objects.update(next_update_due=timezone.now())
    together = Barrier(2, timeout=PATIENCE)

    def work() -> int:
        together.wait()
        return tasks.watch_major_incidents()

    rounds = [at_once(work), at_once(work)]
    assert sum(one.result(PATIENCE) for one in rounds) == 13
    assert sorted(Message.objects.filter(kind="public").values_list("ticket", flat=True)) == [
        one.pk for one in tickets
    ]
    assert told("major.update_due") == ["carla.voss"]
