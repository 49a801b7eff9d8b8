"""Climbing the ladders and noticing breaches: a few hundred at once, every write for the whole set.

Stamps are the computed instants; `noticed_at` says when they were seen. Only what is due is read, so the cost grows
with what is due and not with what is open. Rows of busy tickets are skipped until the next round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.actors import System
from hospital_itsm.feed.actions.tell import tell
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.tell import can_be_paged, messages, write
from hospital_itsm.people.models import User
from hospital_itsm.people.roster import Roster
from tickets.access import reads_as_desk
from tickets.actions.clock_sheet import BREACH
from tickets.choices import Metric
from tickets.models import Clock, ClockStep, Page, Ticket
from tickets.queries.audiences import first_of_line
from tickets.rules import escalation
from tickets.rules.audience import ROLES, action_for
from tickets.rules.escalation import PAGE_AGAIN_AFTER, fold

WATCHER = System("sla-watch")
BATCH = 300
SHOWN_OF_BREACH = ("metric", "due_at", "ticket__key", "ticket__version")
RELATED = ("ticket__team__lead", "ticket__joint_team", "ticket__assignee", "ticket__care_area")
PERSON = ("username", "email", "page_address", "is_active")
NEEDED = (
    *("fire_at", "round", "step__metric", "step__position", "step__at_percent", "step__at_minutes"),
    *("step__action", "step__audience", "clock__metric", "clock__cycle", "clock__due_at"),
    *(
        f"clock__ticket__{name}"
        for name in (
            *("key", "version", "kind", "priority", "is_restricted", "care_answer", "is_patient_safety"),
            *("team__domain", "care_area__name", "care_area__care_class", "joint_team__domain"),
            *(f"team__lead__{name}" for name in PERSON),
            *(f"assignee__{name}" for name in PERSON),
        )
    ),
)
POSTPONED_BY = timedelta(minutes=10)
ALL_USED = 100
ESCALATED = "clock.escalate"
verbs.register(ESCALATED, gettext_lazy("escalated"))


@dataclass(frozen=True)
class Climbed:
    """One rung reached, with the rungs folded into it and the people it tells."""

    step: ClockStep
    folded: tuple[ClockStep, ...]
    action: str
    people: tuple[User, ...]

    @property
    def ticket(self) -> Ticket:
        return self.step.clock.ticket

    @property
    def code(self) -> str:
        """The rung, with cycle and round where it is not the first: `update+15m#1.3`."""
        clock, rung = self.step.clock, self.step
        suffix = f"#{clock.cycle}.{rung.round}" if (clock.cycle, rung.round) != (1, 1) else ""
        return f"{rung.step.code}{suffix}"


@dataclass
class Outgoing:
    """What a batch writes."""

    pages: list[Page] = field(default_factory=list)
    messages: list[OutboxMessage] = field(default_factory=list)


@action(BREACH, gettext_lazy("missed a target"))
def notice_breaches(*, actor: Any = WATCHER, now: datetime, limit: int = BATCH) -> int:
    """Stamp clocks whose deadline has passed with that deadline; return how many of at most `limit` were due."""
    due = Clock.objects.newly_late(now).select_related("ticket").only(*SHOWN_OF_BREACH)
    late = list(due.select_for_update(skip_locked=True, no_key=True, of=("self", "ticket"))[:limit])
    if not late:
        return 0
    Clock.objects.filter(pk__in=[clock.pk for clock in late]).update(breached_at=F("due_at"), noticed_at=now)
    record_many(
        entry(actor, BREACH, clock.ticket, {"metric": clock.metric, "due_at": _stamp(clock.due_at)})
        for clock in late
    )
    _feed([clock.ticket for clock in late], BREACH, now)
    return len(late)


@action(ESCALATED, gettext_lazy("escalated"))
def climb_due(*, actor: Any = WATCHER, now: datetime, limit: int = BATCH) -> int:
    """Climb due rungs, every due rung of each ticket reached; return how many rungs of at most `limit` were claimed."""
    claimed = (
        ClockStep.objects.due(now).select_related("clock__ticket").only("attempt_at", "clock__ticket__key")
    )
    rows = list(
        claimed.select_for_update(skip_locked=True, no_key=True, of=("self", "clock__ticket"))[:limit]
    )
    climb({row.clock.ticket_id: row.clock.ticket for row in rows}.values(), now=now)
    return len(rows)


@action(ESCALATED, gettext_lazy("escalated"))
def climb_ticket(pk: int, *, actor: Any = WATCHER, now: datetime) -> int:
    """Climb the due rungs of one ticket; 0 where somebody else holds it. The slow way after a batch failed."""
    ticket = Ticket.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk)
    return climb(list(ticket), now=now)


@housekeeping("only moves an attempt; what was due when stays as it was")
def postpone(pk: int, *, actor: Any = WATCHER, now: datetime) -> int:
    """Try the due rungs of a ticket again ten minutes later, so that one failing row holds nobody up."""
    due = ClockStep.objects.due(now).filter(clock__ticket_id=pk)
    return ClockStep.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(
        attempt_at=now + POSTPONED_BY
    )


@step
def climb(tickets: Iterable[Ticket], *, now: datetime) -> int:
    """Climb what is due on tickets whose rows the caller has locked; return how many rungs were reached or folded."""
    pks = [ticket.pk for ticket in tickets]
    steps = _due_of(pks, now) if pks else []
    if not steps:
        return 0
    climbed = _climbed(steps, Roster.at(now, ROLES))
    _stamp_steps(climbed, now)
    outgoing = _outgoing(climbed, _recently_paged(pks, now), now)
    Page.objects.bulk_create(outgoing.pages, ignore_conflicts=True)
    write(outgoing.messages)
    record_many(_trail(one) for one in climbed)
    _feed([one.ticket for one in climbed], ESCALATED, now)
    return len(steps)


def _due_of(pks: Sequence[int], now: datetime) -> list[ClockStep]:
    """The due rungs with what a message, the trail and the roster need of their tickets, and no other column."""
    due = ClockStep.objects.due(now).filter(clock__ticket_id__in=pks)
    return list(due.select_related(*(f"clock__{name}" for name in RELATED), "step").only(*NEEDED))


def _climbed(steps: Iterable[ClockStep], roster: Roster) -> list[Climbed]:
    by_ladder: dict[tuple[int, bool], list[ClockStep]] = {}
    for row in steps:
        by_ladder.setdefault((row.clock_id, bool(row.step.audience)), []).append(row)
    return [_fold_one(rows, roster) for rows in by_ladder.values()]


def _fold_one(rows: Sequence[ClockStep], roster: Roster) -> Climbed:
    """Fold the rungs of one clock. Those that only list swallow no message: they are folded among themselves."""
    highest, below = fold((row.fire_at, row.step.position, row) for row in rows)
    if highest is None:
        raise ValueError("A clock without due rungs was asked to climb.")
    ticket = highest.clock.ticket
    area_class = ticket.care_area.care_class if ticket.care_area else ""
    wanted = action_for(highest.step.action, ticket.priority, area_class, ticket.is_restricted)
    return Climbed(highest, below, wanted, _people(highest, ticket, roster))


def _people(rung: ClockStep, ticket: Ticket, roster: Roster) -> tuple[User, ...]:
    """Everybody the rung names, each once; of a restricted ticket only those who may read it."""
    found = {user.pk: user for code in rung.step.audience for user in first_of_line(code, ticket, roster)}
    return tuple(user for user in found.values() if not ticket.is_restricted or reads_as_desk(user, ticket))


def _stamp_steps(climbed: Sequence[Climbed], now: datetime) -> None:
    reached = [one.step.pk for one in climbed]
    folded = [row.pk for one in climbed for row in one.folded]
    open_steps = ClockStep.objects.filter(fired_at__isnull=True)
    open_steps.filter(pk__in=reached).update(fired_at=F("fire_at"), noticed_at=now)
    if folded:
        open_steps.filter(pk__in=folded).update(fired_at=F("fire_at"), noticed_at=now, was_folded=True)


def _recently_paged(pks: Sequence[int], now: datetime) -> set[tuple[int, int]]:
    recent = Page.objects.filter(ticket_id__in=pks, paged_at__gt=now - PAGE_AGAIN_AFTER, paged_at__lte=now)
    return set(recent.values_list("ticket_id", "recipient_id"))


def _outgoing(climbed: Iterable[Climbed], recent: set[tuple[int, int]], now: datetime) -> Outgoing:
    outgoing = Outgoing()
    for one in climbed:
        if one.action == escalation.PAGE:
            people = [user for user in one.people if (one.ticket.pk, user.pk) not in recent]
            outgoing.pages += [_page(one, user, now) for user in people]
            outgoing.messages += _messages(one, "page.sent", people, _place(one.ticket))
        elif one.people:
            outgoing.messages += _messages(one, _kind(one), one.people, _facts(one))
    return outgoing


def _page(one: Climbed, user: User, now: datetime) -> Page:
    return Page(
        ticket=one.ticket,
        recipient=user,
        audience=one.step.step.audience[0],
        step=one.code,
        paged_at=now,
        has_channel=can_be_paged(user),
    )


def _messages(
    one: Climbed, kind: str, people: Sequence[User], payload: dict[str, Any]
) -> list[OutboxMessage]:
    return messages(
        actor=WATCHER,
        kind=kind,
        recipients=people,
        payload={"ticket": one.ticket.key, **payload},
        dedupe=f"{one.ticket.key}:{one.code}",
    )


def _kind(one: Climbed) -> str:
    if one.action == escalation.REVIEW:
        return "sla.review"
    return "sla.breached" if _percent(one) >= ALL_USED else "sla.warning"


def _percent(one: Climbed) -> int:
    """The share of the target at this rung; rungs after a deadline are past all of it."""
    percent = one.step.step.at_percent
    return ALL_USED if percent is None else percent


def _place(ticket: Ticket) -> dict[str, Any]:
    area = ticket.care_area.name if ticket.care_area else _("no unit")
    return {"priority": int(ticket.priority), "area": area[:80]}


def _facts(one: Climbed) -> dict[str, Any]:
    clock = one.step.clock
    return {
        **_place(one.ticket),
        "metric": str(Metric(clock.metric).label),
        "percent": _percent(one),
        "due_at": clock.due_at or one.step.fire_at,
    }


def _trail(one: Climbed) -> Any:
    changes = {
        "rung": one.code,
        "action": one.action,
        "told": [user.username for user in one.people],
        "folded": [row.step.code for row in one.folded],
        "due_at": _stamp(one.step.fire_at),
    }
    return entry(WATCHER, ESCALATED, one.ticket, changes)


def _feed(tickets: Iterable[Ticket], verb: str, now: datetime) -> None:
    known = {ticket.pk: ticket for ticket in tickets}
    tell("ticket", known.values(), verb, now)


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
