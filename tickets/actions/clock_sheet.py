"""The clocks of one locked ticket while an action changes them; `save` writes what changed, set by set."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.actors import System
from tickets.models import Clock, ClockSegment, ClockStep, ClockTargetHistory, SlaPolicy, Ticket
from tickets.models.sla import CLOCK_FIELDS
from tickets.models.ticket import NOTHING_DUE
from tickets.queries.clocks import Promises, promises_of
from tickets.rules import sla
from tickets.rules.escalation import Step, fire_at
from tickets.rules.sla import Segment, SlaClock
from tickets.rules.targets import Target

ENGINE = System("sla-engine")
BREACH = "clock.breach"
BREACH_BY_REPRIORITISATION = "clock.breach_by_reprioritisation"
verbs.register(BREACH, gettext_lazy("missed a target"))
verbs.register(BREACH_BY_REPRIORITISATION, gettext_lazy("missed a target because the priority changed"))
Operation = Callable[[SlaClock], SlaClock]
Place = tuple[str, int | None, int | None, int]


class ClockSheet:
    """The latest cycle of each metric. The caller holds the ticket's row lock.

    `rows` are the stored clocks, `targets` what they promise, `values` the plain clocks as they stand; history is
    collected until `save`.
    """

    def __init__(self, ticket: Ticket, policy: SlaPolicy | None = None) -> None:
        self.ticket = ticket
        self.policy = policy
        self.rows: dict[str, Clock] = {}
        self.targets: dict[str, Target] = {}
        self.values: dict[str, SlaClock] = {}
        self._changed: set[str] = set()
        self._new: set[str] = set()
        self._segments: list[ClockSegment] = []
        self._former: list[ClockTargetHistory] = []
        self._ahead: list[ClockStep] = []
        self._adopts = False

    @classmethod
    def of(cls, ticket: Ticket) -> ClockSheet:
        """Read and lock the clocks of a ticket: one statement."""
        sheet = cls(ticket)
        rows = Clock.objects.select_for_update(of=("self",), no_key=True).filter(ticket=ticket)
        for row in rows.select_related("calendar", "target__policy").order_by("cycle"):
            sheet._read(row)
        return sheet

    @classmethod
    def looked_at(cls, tickets: Iterable[Ticket]) -> list[ClockSheet]:
        """The clocks of many tickets to compute with, never to save: one statement, which locks nothing."""
        sheets = {ticket.pk: cls(ticket) for ticket in tickets}
        rows = Clock.objects.filter(ticket__in=sheets).select_related("calendar", "target__policy")
        for row in rows.order_by("cycle"):
            sheets[row.ticket_id]._read(row)
        return list(sheets.values())

    @property
    def promises(self) -> Promises:
        """The targets and ladders the ticket was promised under."""
        if self.policy is None:
            raise LookupError(f"{self.ticket.key} has no policy.")
        return promises_of(self.policy)

    def adopt(self) -> None:
        """Store the policy of the ticket together with its next deadline."""
        self._adopts = True

    def has_rung_by(self, at: datetime) -> bool:
        """Does a rung of those written last fall due by `at`?"""
        return any(step.attempt_at <= at for step in self._ahead)

    def time_for(self, target: Target, at: datetime, *, is_first: bool = False) -> timedelta:
        """The working time a target promises when it is given at `at`; `is_first` for the first round of updates."""
        minutes = target.first_minutes if is_first and target.first_minutes is not None else target.minutes
        calendar = self.promises.calendars[target.calendar]
        promised = sla.target_seconds(calendar, at, minutes=minutes, business_days=target.business_days)
        if promised is None:
            raise ValueError(f"The target {target} promises nothing.")
        return promised

    def is_open(self, metric: str) -> bool:
        """Is there a promise of this kind still to be kept?"""
        return metric in self.values and self.values[metric].is_open

    def begin(self, target: Target, value: SlaClock) -> None:
        """Add a clock; where the metric has an ended one, as its next cycle."""
        earlier = self.rows.get(target.metric)
        row = Clock(
            ticket=self.ticket, metric=target.metric, target_id=_row(target), calendar_id=int(target.calendar)
        )
        if earlier is not None:
            row.cycle = earlier.cycle + 1
            row.ladder_round = earlier.ladder_round + 1
        self._add(row, value, target)

    def reopen(self, metric: str, at: datetime) -> None:
        """Add the next cycle of an ended clock; rungs climbed before are not climbed again."""
        earlier = self.rows[metric]
        row = Clock(
            ticket=self.ticket,
            metric=metric,
            target=earlier.target,
            calendar=earlier.calendar,
            cycle=earlier.cycle + 1,
            ladder_round=earlier.ladder_round,
            breached_at=earlier.breached_at,
            noticed_at=earlier.noticed_at,
        )
        self._add(row, sla.reopen(self.values[metric], at), self.targets[metric])

    def change(self, metric: str, at: datetime, operation: Operation) -> None:
        """Apply an operation of `rules.sla`; the run or pause it ends becomes a segment."""
        if metric not in self.values:
            return
        before = self.values[metric]
        after = operation(before)
        if after == before:
            return
        ended = sla.ended_segment(before, at)
        if ended is not None and _present(before) != _present(after):
            self._segments.append(ClockSegment(clock=self.rows[metric], **_fields(ended)))
        self.values[metric] = after
        self._changed.add(metric)

    def replace(self, metric: str, value: SlaClock) -> None:
        """Put a corrected value in place of the present one; no run or pause ends."""
        self.values[metric] = value
        self._changed.add(metric)

    def change_all(self, metrics: Iterable[str], at: datetime, operation: Operation) -> None:
        """Apply one operation to several metrics."""
        for metric in metrics:
            self.change(metric, at, operation)

    def give_target(self, metric: str, target: Target, at: datetime, operation: Operation) -> None:
        """Change the target through `operation`; the old promise goes to the history.

        Another priority has another ladder, which is climbed afresh.
        """
        row = self.rows[metric]
        self.keep_former(metric, at)
        if self.targets[metric].priority != target.priority:
            row.ladder_round += 1
        self.change(metric, at, operation)
        if self.values[metric].calendar == self.promises.calendars[target.calendar]:
            row.calendar_id = int(target.calendar)
        row.target_id = _row(target)
        self.targets[metric] = target
        self._changed.add(metric)

    def keep_former(self, metric: str, at: datetime) -> None:
        """Write the present promise to the history, because another one takes its place."""
        before, row = self.values[metric], self.rows[metric]
        former = sla.closed_target(before, at)
        self._former.append(
            ClockTargetHistory(
                clock=row,
                target_id=row.target_id,
                target_time=former.target,
                due_at=former.due_at,
                breached_at=former.breached_at,
                by_reprioritisation=before.by_reprioritisation,
                replaced_at=at,
            )
        )

    def new_round(self, metric: str) -> None:
        """Let the ladder be climbed afresh."""
        self.rows[metric].ladder_round += 1

    def runs(self, metric: str) -> list[Segment]:
        """Every ended run and pause of the metric, of all cycles and in order: one statement."""
        stored = ClockSegment.objects.filter(clock__ticket=self.ticket, clock__metric=metric)
        known = [segment.as_value() for segment in stored.order_by("began_at")] if self.ticket.pk else []
        fresh = [row.as_value() for row in self._segments if row.clock.metric == metric]
        return sorted(known + fresh, key=lambda segment: segment.began_at)

    def next_due_at(self) -> datetime:
        """The earliest deadline of the open clocks, or the far future where nothing runs."""
        due = [sla.due_at(value) for value in self.values.values() if value.is_open]
        return min((at for at in due if at is not None), default=NOTHING_DUE)

    def save(self, at: datetime) -> None:
        """Write clocks, history, rungs and the ticket's `next_due_at`; a breach found on the way is recorded."""
        touched = self._changed | self._new
        if not touched:
            return
        late = [metric for metric in sorted(touched) if self._take(metric, at)]
        Clock.objects.bulk_create([self.rows[metric] for metric in sorted(self._new)])
        Clock.objects.bulk_update(
            [self.rows[metric] for metric in sorted(self._changed - self._new)], CLOCK_FIELDS
        )
        ClockSegment.objects.bulk_create(self._segments)
        ClockTargetHistory.objects.bulk_create(self._former)
        self._write_steps(touched)
        self.write_next_due()
        record_many([self._breach_entry(metric) for metric in late])
        self._changed, self._new, self._segments, self._former = set(), set(), [], []

    def _read(self, row: Clock) -> None:
        """Take a stored clock; those of later cycles come after earlier ones."""
        self.rows[row.metric] = row
        self.targets[row.metric] = row.target.as_value()
        self.values[row.metric] = row.as_value()
        if self.policy is None or row.target.policy_id == self.ticket.policy_id:
            self.policy = row.target.policy

    def _add(self, row: Clock, value: SlaClock, target: Target) -> None:
        self.rows[row.metric] = row
        self.targets[row.metric] = target
        self.values[row.metric] = value
        self._new.add(row.metric)

    def _take(self, metric: str, at: datetime) -> bool:
        """Set the row from its value; True where a breach shows for the first time."""
        row, value = self.rows[metric], self.values[metric]
        is_news = value.breached_at is not None and row.breached_at != value.breached_at
        row.take(value)
        if value.breached_at is None:
            row.noticed_at = None
        elif is_news:
            row.noticed_at = at
        return is_news

    def _breach_entry(self, metric: str) -> AuditEntry:
        value = self.values[metric]
        verb = BREACH_BY_REPRIORITISATION if value.by_reprioritisation else BREACH
        due = value.breached_at.isoformat() if value.breached_at else None
        return entry(ENGINE, verb, self.ticket, {"metric": metric, "due_at": due})

    def _write_steps(self, touched: set[str]) -> None:
        rows = [self.rows[metric] for metric in sorted(touched)]
        are_first = all(metric in self._new and self.rows[metric].cycle == 1 for metric in touched)
        fired = set() if are_first else _fired(self.ticket, touched)
        if self._changed:
            ClockStep.objects.filter(clock__in=rows, fired_at__isnull=True).delete()
        self._ahead = [step for row in rows for step in self._steps(row, fired)]
        ClockStep.objects.bulk_create(self._ahead)

    def _steps(self, row: Clock, fired: set[Place]) -> Iterable[ClockStep]:
        value = self.values[row.metric]
        if not value.is_open:
            return
        priority = self.targets[row.metric].priority
        left = [
            (pk, step)
            for pk, step in self.promises.rungs.get((row.metric, priority), ())
            if (row.metric, step.at_percent, step.at_minutes, row.ladder_round) not in fired
        ]
        runs = self.runs(row.metric) if any(_is_behind(step, value) for _, step in left) else []
        for pk, step in left:
            at = fire_at(step, value, runs)
            if at is not None:
                yield ClockStep(clock=row, step_id=pk, round=row.ladder_round, fire_at=at, attempt_at=at)

    def write_next_due(self) -> bool:
        """Keep `Ticket.next_due_at` what the open clocks say; True where it was something else."""
        due = self.next_due_at()
        changed: dict[str, Any] = {"policy_id": self.ticket.policy_id} if self._adopts else {}
        is_news = due != self.ticket.next_due_at
        if is_news:
            self.ticket.next_due_at = changed["next_due_at"] = due
        if changed:
            Ticket.objects.filter(pk=self.ticket.pk).update(**changed)
        self._adopts = False
        return is_news


def _row(target: Target) -> int:
    if target.row is None:
        raise ValueError(f"The target {target} is not of a stored policy.")
    return target.row


def _present(value: SlaClock) -> datetime | None:
    return value.running_since or value.paused_since


def _fields(segment: Segment) -> dict[str, Any]:
    return {"began_at": segment.began_at, "ended_at": segment.ended_at, "reason": segment.reason}


def _fired(ticket: Ticket, metrics: set[str]) -> set[Place]:
    """Where the ladders were climbed: the same place of another policy version is not climbed again."""
    rows = ClockStep.objects.filter(clock__ticket=ticket, clock__metric__in=metrics, fired_at__isnull=False)
    return set(rows.values_list("clock__metric", "step__at_percent", "step__at_minutes", "round"))


def _is_behind(step: Step, value: SlaClock) -> bool:
    """Was the share of this rung used before the present run, so that its instant is in the history?"""
    share = value.ladder_base + value.target * (step.at_percent or 0) / 100
    return step.at_percent is not None and timedelta(0) < share <= value.consumed
