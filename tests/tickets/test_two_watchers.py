"""Two watchers, and a watcher beside a person, at once on real transactions."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections, transaction

from tests.tickets.clock_cases import chicago, clock, opened_ticket
from tests.world import World
from tickets.actions import clocks, escalate
from tickets.models import ClockStep, Page, Ticket
from tickets.watching import Round, watch

pytestmark = pytest.mark.django_db(transaction=True)

MORNING = chicago("11-20T08:00")
LATE = chicago("11-20T10:05")
PATIENCE = 30


@pytest.fixture
def at_once() -> Iterator[Callable[..., Any]]:
    """Start a function in a thread with a database connection of its own; gives the future."""
    with ThreadPoolExecutor(max_workers=4) as pool:

        def run(function: Callable[..., Any], *arguments: Any) -> Any:
            def closed_after() -> Any:
                try:
                    return function(*arguments)
                finally:
                    connections.close_all()

            return pool.submit(closed_after)

        yield run


def test_29_two_watchers_at_once_fire_each_rung_once(db: None, at_once: Callable[..., Any]) -> None:
    world = World.build()
    for number in range(20):
        opened_ticket(world, MORNING + timedelta(seconds=number), priority=1)
    paged_before = Page.objects.count()
    together = Barrier(2, timeout=PATIENCE)

    def watcher() -> Round:
        together.wait()
        return watch(LATE, batch=7)

    rounds = [future.result(PATIENCE) for future in (at_once(watcher), at_once(watcher))]
    watch(LATE)
    assert sum(done.failed for done in rounds) == 0
    assert not ClockStep.objects.due(LATE).exists()
    stamped = ClockStep.objects.filter(step__metric="response", step__at_minutes=30)
    assert all(row.fired_at == row.fire_at for row in stamped)
    paged = (
        Page.objects.filter(step="response+30m", recipient=world.vp_applications).count()
        + Page.objects.filter(step="response+30m", recipient=world.vp_infrastructure).count()
    )
    assert paged == 20
    assert Page.objects.count() - paged_before == 20 * 4


def test_a_ticket_that_a_person_holds_is_left_for_the_next_round(
    db: None, at_once: Callable[..., Any]
) -> None:
    world = World.build()
    held, free = opened_ticket(world, MORNING, priority=1), opened_ticket(world, MORNING, priority=1)
    holding, may_go = Event(), Event()

    def person_answers(at: datetime) -> None:
        with transaction.atomic():
            ticket = Ticket.objects.select_for_update().get(pk=held.pk)
            holding.set()
            may_go.wait(PATIENCE)
            clocks.stop_response(ticket, at, world.agent)

    answering = at_once(person_answers, MORNING + timedelta(minutes=4))
    holding.wait(PATIENCE)
    watch(LATE)
    assert not ClockStep.objects.filter(
        clock__ticket=held, step__at_minutes=30, fired_at__isnull=False
    ).exists()
    assert ClockStep.objects.filter(clock__ticket=free, step__at_minutes=30, fired_at__isnull=False).exists()
    may_go.set()
    answering.result(PATIENCE)
    watch(LATE)
    assert clock(held, "response").outcome == "met"
    assert list(held.pages.filter(step__startswith="response").values_list("step", flat=True)) == [
        "response+0m"
    ]


def test_a_crash_in_the_middle_of_a_batch_leaves_nothing_half_done(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World.build()
    ticket = opened_ticket(world, MORNING, priority=1)
    pages = Page.objects.count()

    def crash(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(escalate, "write", crash)
    with pytest.raises(KeyboardInterrupt):
        watch(LATE)
    assert Page.objects.count() == pages
    assert not ClockStep.objects.filter(clock__ticket=ticket, fired_at=LATE).exists()
    monkeypatch.undo()
    watch(LATE)
    assert Page.objects.count() == pages + 4
