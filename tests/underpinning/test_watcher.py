"""What vendors missed is noticed once, stamped with its deadline, though the worker dies or two look at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections, transaction

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.underpinning.actions import watching
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from tests.tickets.clock_cases import chicago
from tests.underpinning import cast
from tests.world import World, again
from tickets.models import Ticket
from vendors.models import Contract

WATCH = System("vendor-watch")
DUE, LATE = chicago("11-27T16:40"), chicago("11-27T17:10")
PATIENCE = 30


def notice(at: Any = LATE) -> int:
    marked, _place = watching.notice_misses(actor=WATCH, now=at)
    return int(marked)


def told() -> list[str]:
    rows = OutboxMessage.objects.filter(kind="vendor.missed", channel="in_app")
    return sorted(rows.values_list("recipient__username", flat=True))


def handed(world: World, **fields: Any) -> VendorTask:
    with cast.on("11-27T12:40"):
        return cast.handed(world, **fields)


def test_a_promise_is_missed_only_once_its_deadline_is_past(world: World) -> None:
    cast.promising(world)
    task = handed(world)
    assert notice(DUE) == 0
    assert cast.stands(task)[0] == "running"
    assert notice(DUE + timedelta(seconds=1)) == 1
    found = cast.clock(task)
    assert (found.state, found.missed_at, found.noticed_at) == ("missed", DUE, DUE + timedelta(seconds=1))
    assert notice(LATE) == 0
    (entry,) = AuditEntry.objects.filter(verb="vendor_task.miss")
    assert (entry.actor_label, entry.changes["due_at"]) == ("system:vendor-watch", DUE.isoformat())


def test_who_works_it_and_who_answers_for_the_contract_are_told_once(world: World) -> None:
    cast.promising(world, owner=world.it_manager)
    task = handed(world)
    Ticket.objects.update(assignee=world.agent)
    notice()
    notice(LATE + timedelta(hours=1))
    assert told() == sorted([world.agent.username, world.it_manager.username])
    message = OutboxMessage.objects.filter(kind="vendor.missed").first()
    assert message is not None
    assert message.payload == {
        "ticket": task.ticket.key,
        "vendor": world.vendor.name,
        "contract": "C-1005",
        "promise": "First answer",
        "due": message.payload["due"],
    }


def test_the_owner_of_the_contract_is_not_told_of_a_ticket_that_is_not_theirs_to_read(world: World) -> None:
    cast.promising(world, owner=world.it_manager)
    handed(world)
    hidden = {"is_restricted": True, "kind": "security_incident", "team": world.team("SEC")}
    Ticket.objects.update(assignee=world.security_member, **hidden)
    notice()
    assert told() == [world.security_member.username]


def test_a_worker_that_dies_while_telling_leaves_no_trace_and_the_next_does_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.promising(world)
    task = handed(world)

    def die(**_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(watching, "tell", die)
        with pytest.raises(KeyboardInterrupt):
            notice()
    assert cast.stands(task)[0] == "running"
    assert not AuditEntry.objects.filter(verb="vendor_task.miss").exists()
    assert (notice(), notice()) == (1, 0)
    assert AuditEntry.objects.filter(verb="vendor_task.miss").count() == 1
    assert len(told()) == len(set(told()))


def test_a_row_that_fails_is_left_and_the_others_are_marked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.promising(world)
    bad, good = handed(world), handed(world)
    told_of = watching.tell

    def fail_for_one(**given: Any) -> int:
        if given["payload"]["ticket"] == bad.ticket.key:
            raise RuntimeError("a lost connection")
        return told_of(**given)

    monkeypatch.setattr(watching, "tell", fail_for_one)
    assert notice() == 1
    assert (cast.stands(bad)[0], cast.stands(good)[0]) == ("running", "missed")


def test_batches_go_on_behind_a_row_that_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.promising(world)
    for _number in range(5):
        handed(world)
    first = VendorClock.objects.order_by("due_at", "pk")[0]
    monkeypatch.setattr(watching, "BATCH", 2)
    settle = watching.settle

    def fail_for_first(clock: VendorClock, *rest: Any) -> bool:
        if clock.pk == first.pk:
            raise RuntimeError("a lost connection")
        return settle(clock, *rest)

    monkeypatch.setattr(watching, "settle", fail_for_first)
    total, place = watching.notice_misses(actor=WATCH, now=LATE)
    while place is not None:
        more, place = watching.notice_misses(actor=WATCH, now=LATE, after=place)
        total += more
    assert total == 4
    assert list(VendorClock.objects.filter(state="running")) == [first]


def test_a_late_answer_after_the_notice_keeps_the_miss(world: World) -> None:
    cast.promising(world, repair=(8, "hours"))
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        notice()
        story.reach(chicago("11-27T18:00"))
        cast.answer(world, task)
    found = cast.clock(task)
    assert (found.state, found.missed_at, found.stopped_at, found.noticed_at) == (
        "missed", DUE, chicago("11-27T18:00"), LATE,
    )  # fmt: skip
    assert cast.stands(task, "repair")[0] == "running"


def test_only_the_product_watches(world: World) -> None:
    cast.promising(world)
    task = handed(world)
    with pytest.raises(Forbidden):
        watching.notice_misses(actor=again(world.vendor_manager), now=LATE)
    assert cast.stands(task)[0] == "running"


def test_a_contract_whose_owner_left_is_told_to_the_vendor_manager(world: World) -> None:
    cast.promising(world)
    Contract.objects.update(owner=world.agent)
    handed(world)
    Ticket.objects.update(assignee=None, team=None)
    notice()
    assert told() == [world.vendor_manager.username]


@pytest.fixture
def at_once() -> Iterator[Callable[..., Any]]:
    """Start a function in a thread with a database connection of its own; gives the future."""
    with ThreadPoolExecutor(max_workers=2) as pool:

        def run(function: Callable[[], Any]) -> Any:
            def closed_after() -> Any:
                try:
                    return function()
                finally:
                    connections.close_all()

            return pool.submit(closed_after)

        yield run


@pytest.mark.django_db(transaction=True)
def test_two_watchers_at_once_mark_each_promise_once(db: None, at_once: Callable[..., Any]) -> None:
    world = World.build()
    cast.promising(world)
    for _number in range(6):
        handed(world)
    together = Barrier(2, timeout=PATIENCE)

    def watcher() -> int:
        together.wait()
        return notice()

    marked = [future.result(PATIENCE) for future in (at_once(watcher), at_once(watcher))]
    assert sum(marked) + notice() == 6
    assert AuditEntry.objects.filter(verb="vendor_task.miss").count() == 6
    assert VendorClock.objects.filter(state="missed", missed_at=DUE).count() == 6


@pytest.mark.django_db(transaction=True)
def test_a_task_that_a_person_holds_is_left_for_the_next_round(db: None, at_once: Callable[..., Any]) -> None:
    world = World.build()
    cast.promising(world)
    held, free = handed(world), handed(world)
    holding, may_go = Event(), Event()

    def person_answers() -> None:
        with transaction.atomic():
            VendorTask.objects.select_for_update().get(pk=held.pk)
            holding.set()
            may_go.wait(PATIENCE)
            cast.answer(world, held, at=chicago("11-27T13:00"))

    with cast.on("11-27T17:10"):
        answering = at_once(person_answers)
        holding.wait(PATIENCE)
        assert notice() == 1
        may_go.set()
        answering.result(PATIENCE)
    assert notice() == 0
    assert (cast.stands(held)[0], cast.stands(free)[0]) == ("met", "missed")
