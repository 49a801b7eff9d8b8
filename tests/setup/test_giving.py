"""Giving a version of promises to open tickets: counted before, ticket by ticket, once each, with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.jobs.models import Job
from hospital_itsm.setup.actions.giving import ask_giving, give_row, preview_policy
from hospital_itsm.setup.giving import work_now
from hospital_itsm.setup.models import GivenTicket, PolicyGiving
from hospital_itsm.setup.queries.giving import tally_of
from hospital_itsm.setup.rules.giving import INLINE, Line, Moves, by_priority, moves_of
from tests.setup.giving_cast import WHY, given, outcomes, shorter
from tests.setup.test_rows import text_of
from tests.tickets.clock_cases import chicago, due, opened_ticket
from tests.world import World, again
from tickets.models import ClockTargetHistory, Ticket
from tickets.rules.effects import Effect

MORNING = chicago("11-20T08:00")
NOON = chicago("11-20T12:00")
T0 = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("changed", "moves"),
    [
        ((), Moves()),
        ((Effect("restore", T0, T0 - HOUR, False),), Moves(earlier=1)),
        ((Effect("restore", T0, T0 - HOUR, True),), Moves(earlier=1, late=1)),
        ((Effect("restore", T0, T0 + HOUR, False),), Moves(later=1)),
        ((Effect("restore", T0, None, False),), Moves(withdrawn=1)),
        (
            (Effect("response", T0, T0 + HOUR, False), Effect("restore", T0, T0 - HOUR, True)),
            Moves(earlier=1, later=1, late=1),
        ),
    ],
)
def test_the_moves_of_one_ticket(changed: tuple[Effect, ...], moves: Moves) -> None:
    assert moves_of(changed) == moves


@drawn(st.lists(st.tuples(st.integers(1, 4), st.sampled_from([-1, 0, 1, None])), max_size=30))
def test_every_change_is_counted_once_and_the_most_urgent_first(rows: list[tuple[int, int | None]]) -> None:
    changes = [
        (
            priority,
            () if step == 0 else (Effect("restore", T0, None if step is None else T0 + step * HOUR, False),),
        )
        for priority, step in rows
    ]
    lines = by_priority(changes)
    assert [line.priority for line in lines] == sorted({priority for priority, _step in rows})
    assert sum(line.tickets for line in lines) == len(rows)
    for line in lines:
        steps = [step for priority, step in rows if priority == line.priority]
        moves = Moves(steps.count(-1), steps.count(1), steps.count(None), 0)
        assert line == Line(line.priority, len(steps), len(steps) - steps.count(0), moves)


@pytest.mark.django_db
def test_looking_reads_tickets_and_clocks_once_however_many_there_are(
    world: World, django_assert_num_queries: object
) -> None:
    for _n in range(4):
        opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    preview_policy(policy, actor=world.administrator, at=NOON, most=10)
    savepoint = 2
    with django_assert_num_queries(2 + savepoint):  # type: ignore[operator]
        shown = preview_policy(policy, actor=world.administrator, at=NOON, most=3)
    assert [len(one.changed) for one in shown] == [1, 1, 1]


@pytest.mark.django_db
def test_a_ticket_gets_a_version_once_and_its_former_promise_is_kept_once(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    giving = given(policy, world, NOON)
    row = giving.rows.get()
    assert (row.outcome, row.earlier, row.later, row.withdrawn, row.late) == ("done", 1, 0, 0, 0)
    give_row(row.pk, actor=world.administrator, policy=policy, reason=WHY, at=NOON + HOUR)
    assert ClockTargetHistory.objects.filter(clock__ticket=ticket, clock__metric="restore").count() == 1
    assert AuditEntry.objects.filter(verb="clock.adopt_policy").count() == 1
    assert due(ticket)["restore"] == chicago("11-20T16:00")


@pytest.mark.django_db
def test_what_is_closed_or_has_a_newer_version_by_then_is_left_as_it_is(world: World) -> None:
    closed, newer = opened_ticket(world, MORNING), opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    giving = ask_giving(policy, actor=world.administrator, reason=WHY)
    Ticket.objects.filter(pk=closed.pk).update(state="closed")
    Ticket.objects.filter(pk=newer.pk).update(policy=shorter(world, 60, NOON))
    before = due(closed), due(newer)
    for row in giving.rows.all():
        give_row(row.pk, actor=world.administrator, policy=policy, reason=WHY, at=NOON)
    assert outcomes(giving) == ["closed", "same"]
    assert (due(closed), due(newer)) == before
    assert not AuditEntry.objects.filter(verb="clock.adopt_policy").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_is_given(world: World, reason: str) -> None:
    opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    with pytest.raises(ValueRefused) as refusal:
        ask_giving(policy, actor=world.administrator, reason=reason)
    assert set(refusal.value.errors) == {"reason"}
    assert (PolicyGiving.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_version_on_its_way_an_older_one_and_one_nobody_lacks_are_not_given(world: World) -> None:
    first = world.policy
    with pytest.raises(Conflict, match="There is nothing to give"):
        ask_giving(first, actor=world.administrator, reason=WHY)
    opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    with pytest.raises(Conflict, match="A newer version was published meanwhile"):
        ask_giving(first, actor=world.administrator, reason=WHY)
    giving = ask_giving(policy, actor=world.administrator, reason=WHY)
    with pytest.raises(Conflict, match="being given to tickets now"):
        ask_giving(policy, actor=world.administrator, reason=WHY)
    assert list(PolicyGiving.objects.values_list("pk", flat=True)) == [giving.pk]


@pytest.mark.django_db
def test_restricted_tickets_get_it_and_are_counted_nowhere(world: World) -> None:
    open_one = opened_ticket(world, MORNING)
    hidden = opened_ticket(world, MORNING, is_restricted=True)
    policy = shorter(world, at=NOON)
    assert [one.key for one in preview_policy(policy, actor=world.administrator, at=NOON, most=10)] == [
        open_one.key
    ]
    giving = given(policy, world, NOON)
    assert giving.count == 1
    assert sum(count for _code, count in tally_of(giving).outcomes) == 1
    assert AuditEntry.objects.get(verb="policy.apply").changes == {"tickets": 1}
    assert set(Ticket.objects.filter(pk__in=[open_one.pk, hidden.pk]).values_list("policy", flat=True)) == {
        policy.pk
    }


@pytest.mark.django_db
def test_whoever_may_no_longer_change_the_set_up_gives_nothing_more(world: World) -> None:
    opened_ticket(world, MORNING)
    policy = shorter(world, at=NOON)
    giving = ask_giving(policy, actor=world.administrator, reason=WHY)
    world.administrator.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Forbidden):
        give_row(giving.rows.get().pk, actor=again(world.administrator), policy=policy, reason=WHY, at=NOON)
    work_now(giving.job)  # type: ignore[arg-type]
    assert (Job.objects.get().state, Job.objects.get().failure) == ("failed", "not-allowed")
    assert outcomes(giving) == ["waiting"]


@pytest.mark.django_db
def test_many_tickets_are_a_job_that_is_followed_on_its_page(world: World, administrator: Client) -> None:
    for _n in range(INLINE + 1):
        opened_ticket(world, MORNING)
    policy = shorter(world)
    response = administrator.post(f"/setup/promises/{policy.pk}/apply/", {"reason": WHY})
    job = Job.objects.get()
    assert (response.status_code, response["Location"]) == (302, job.get_absolute_url())
    giving = PolicyGiving.objects.get()
    assert GivenTicket.objects.filter(outcome="waiting").count() == INLINE + 1
    assert "It still runs." in text_of(administrator.get(giving.get_absolute_url()))
    work_now(job)
    assert GivenTicket.objects.filter(outcome="done").count() == INLINE + 1
    told = text_of(administrator.get(giving.get_absolute_url()))
    assert f"<dt>Has it now</dt><dd>{INLINE + 1}</dd>" in told
    assert (Job.objects.get().state, Job.objects.get().total) == ("done", INLINE + 1)
