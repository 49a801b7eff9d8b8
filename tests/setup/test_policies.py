"""New versions of promises: open tickets keep theirs until somebody applies the new one, having seen what it does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.actions.giving import ask_giving, preview_policy
from hospital_itsm.setup.actions.policies import publish_policy
from hospital_itsm.setup.policy_drafts import PolicyDraft
from tests.setup.giving_cast import given, outcomes
from tests.tickets.clock_cases import ENGINE, chicago, clock, due, opened_ticket
from tests.world import World
from tickets.actions import clocks
from tickets.models import ClockStep, ClockTargetHistory, SlaPolicy, Ticket
from tickets.rules.effects import Effect
from tickets.rules.escalation import DEFAULT_LADDERS
from tickets.rules.targets import DEFAULT_TARGETS, HOSP24
from tickets.watching import watch

pytestmark = pytest.mark.django_db

MORNING = chicago("11-20T08:00")
NOON = chicago("11-20T12:00")


def draft(**changes: object) -> PolicyDraft:
    """The standard promises, with P3 restored in eight hours around the clock."""
    rows = tuple(
        replace(row, calendar=HOSP24, minutes=480, business_days=None)
        if (row.metric, row.priority, row.variant) == ("restore", 3, "")
        else row
        for row in DEFAULT_TARGETS
    )
    return replace(PolicyDraft("standard", "Standard promises", rows, DEFAULT_LADDERS), **changes)


def published(world: World) -> SlaPolicy:
    return publish_policy(draft(), actor=world.administrator, effective_from=NOON)


def test_27_an_open_ticket_keeps_the_version_it_got(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    before = due(ticket)
    policy = published(world)
    assert (policy.version, policy.targets.count()) == (2, len(DEFAULT_TARGETS))
    with transaction.atomic():
        clocks.retarget(ticket, chicago("11-20T13:00"), world.agent)
    assert due(ticket) == before
    assert due(opened_ticket(world, NOON))["restore"] == chicago("11-20T20:00")


def test_27_the_effect_is_shown_and_nothing_is_changed_by_looking(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    policy = published(world)
    (shown,) = preview_policy(policy, actor=world.administrator, at=NOON, most=10)
    assert (shown.key, shown.priority, shown.changed) == (
        ticket.key,
        3,
        (Effect("restore", chicago("11-25T17:00"), chicago("11-20T16:00"), late_at_once=False),),
    )
    assert due(ticket)["restore"] == chicago("11-25T17:00")


def test_27_an_applied_version_holds_from_now_and_is_recorded(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    done = opened_ticket(world, MORNING)
    with transaction.atomic():
        clocks.apply_effects(
            done, ["stop:restore", "stop:response", "stop:update"], chicago("11-20T10:00"), ENGINE
        )
    policy = published(world)
    assert outcomes(given(policy, world, NOON)) == ["done", "done"]
    changed = clock(ticket, "restore")
    assert (changed.due_at, changed.carried, changed.counted_from) == (
        chicago("11-20T16:00"),
        timedelta(hours=4),
        NOON,
    )
    assert Ticket.objects.get(pk=ticket.pk).policy == policy
    former = ClockTargetHistory.objects.get(clock=changed)
    assert (former.due_at, former.target.business_days) == (chicago("11-25T17:00"), 3)
    assert clock(done, "restore").target.policy.version == 1
    entry = AuditEntry.objects.get(verb="clock.adopt_policy", target_id=str(ticket.pk))
    assert entry.changes["policy"] == ["standard v1", "standard v2"]
    assert entry.reason == "Agreed with the board"
    asked = AuditEntry.objects.get(verb="policy.apply")
    assert (asked.changes, asked.reason) == ({"tickets": 2}, "Agreed with the board")


def test_rungs_climbed_under_the_old_version_are_not_climbed_again(world: World) -> None:
    ticket = opened_ticket(world, MORNING, priority=1)
    watch(chicago("11-20T08:12"))
    pages = ticket.pages.count()
    given(published(world), world, chicago("11-20T08:13"))
    watch(chicago("11-20T08:13"))
    assert ticket.pages.count() == pages
    ahead = ClockStep.objects.filter(clock__ticket=ticket, clock__metric="response", fired_at__isnull=True)
    assert sorted(row.step.at_minutes for row in ahead) == [15, 20, 30]


def test_18_a_promise_the_new_version_lacks_is_withdrawn(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    fewer = tuple(row for row in draft().targets if row.metric != "update")
    policy = publish_policy(draft(targets=fewer), actor=world.administrator, effective_from=NOON)
    given(policy, world, NOON)
    assert clock(ticket, "update").outcome == "cancelled"
    assert set(due(ticket)) == {"response", "restore"}


def test_the_effect_of_a_priority_is_shown_before_it_is_given(world: World) -> None:
    ticket = opened_ticket(world, MORNING)
    shown = clocks.preview_priority(ticket.key, actor=world.agent, priority=1, at=chicago("11-20T14:00"))
    assert shown == (
        Effect("response", chicago("11-20T12:00"), chicago("11-20T08:15"), late_at_once=False),
        Effect("update", chicago("11-23T17:00"), chicago("11-20T14:30"), late_at_once=False),
        Effect("restore", chicago("11-25T17:00"), chicago("11-20T12:00"), late_at_once=True),
    )
    assert due(ticket)["restore"] == chicago("11-25T17:00")


def test_31_a_calendar_without_working_hours_is_refused(world: World) -> None:
    WorkCalendar.objects.create(lineage="IDLE", name="Never", time_zone="America/Chicago")
    rows = (replace(DEFAULT_TARGETS[0], calendar="IDLE"),)
    with pytest.raises(ValueRefused) as refusal:
        publish_policy(draft(targets=rows), actor=world.administrator, effective_from=NOON)
    assert refusal.value.errors == {"calendar": "IDLE has no working hours. Give it at least one window."}
    assert SlaPolicy.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"targets": (replace(DEFAULT_TARGETS[0], calendar="NIGHT"),)}, "calendar"),
        ({"conditions": {"moon": ["full"]}}, "conditions"),
    ],
)
def test_unknown_calendars_and_conditions_are_refused(
    world: World, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(ValueRefused) as refusal:
        publish_policy(draft(**changes), actor=world.administrator, effective_from=NOON)
    assert set(refusal.value.errors) == {field}
    assert SlaPolicy.objects.count() == 1


def test_only_an_administrator_publishes_and_applies(world: World) -> None:
    policy = published(world)
    for attempt in (
        lambda: publish_policy(draft(), actor=world.lead, effective_from=NOON),
        lambda: ask_giving(policy, actor=world.lead, reason="Ours"),
        lambda: preview_policy(policy, actor=world.lead, at=NOON, most=10),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert SlaPolicy.objects.count() == 2


def test_in_the_reply_mode_the_requester_starts_the_update_clock_and_a_reply_ends_it(world: World) -> None:
    publish_policy(draft(update_mode="reply_to_requester"), actor=world.administrator, effective_from=MORNING)
    ticket = opened_ticket(world, MORNING, priority=2)
    assert due(ticket)["update"] == chicago("11-20T10:00")
    with transaction.atomic():
        clocks.restart_update(ticket, chicago("11-20T08:30"))
        clocks.restart_update(ticket, chicago("11-20T08:40"))
    waiting = clock(ticket, "update")
    assert (waiting.due_at, waiting.consumed, waiting.stopped_at) == (None, timedelta(minutes=30), None)
    assert not ClockStep.objects.filter(clock=waiting, fired_at__isnull=True).exists()
    with transaction.atomic():
        clocks.requester_wrote(ticket, chicago("11-20T11:00"))
        clocks.requester_wrote(ticket, chicago("11-20T11:30"))
    assert due(ticket)["update"] == chicago("11-20T13:00")
    assert ClockStep.objects.filter(clock=waiting, fired_at__isnull=True).count() == 2
