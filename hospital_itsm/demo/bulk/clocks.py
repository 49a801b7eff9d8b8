"""The clocks of one synthetic ticket, counted by the rules, as rows to copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hospital_itsm.demo.bulk.rows import Copy, Rows, keys_of
from tickets.models import Clock, ClockSegment, ClockStep, ClockTargetHistory, Ticket
from tickets.models.ticket import NOTHING_DUE
from tickets.queries.clocks import Promises, target_facts
from tickets.rules import sla
from tickets.rules.escalation import fire_at
from tickets.rules.sla import Segment, SlaClock
from tickets.rules.targets import Target, targets_for

NOTICED_AFTER = timedelta(seconds=9)
REOPENED = (sla.RESTORE, sla.FULFIL)


@dataclass
class Life:
    """What happened to one clock: the value as it stands, its runs, its rounds."""

    target: Target
    value: SlaClock
    runs: list[Segment] = field(default_factory=list)
    former: list[tuple[SlaClock, datetime]] = field(default_factory=list)
    last_open: SlaClock | None = None
    rounds: int = 1

    def change(self, after: SlaClock, at: datetime) -> None:
        """Go on with `after`; the run or pause that ends becomes a segment."""
        ended = sla.ended_segment(self.value, at)
        if ended is not None:
            self.runs.append(ended)
        if not after.is_open:
            self.last_open = self.value
        self.value = after


class Lives:
    """The clocks of one ticket while its story is told."""

    def __init__(self, ticket: Ticket, promises: Promises) -> None:
        self.ticket = ticket
        self.promises = promises
        chosen = targets_for(target_facts(ticket, promises), promises.targets)
        self.by_metric = {target.metric: Life(target, self._begun(target)) for target in chosen}
        update, response = self.by_metric.get(sla.UPDATE), self.by_metric.get(sla.RESPONSE)
        if update is not None and response is not None:
            stretched = sla.first_update_target(update.value, sla.due_at(response.value))
            update.value = sla.restart(update.value, update.value.started_at, stretched)
        self.earlier: list[Life] = []

    def due(self, *metrics: str) -> datetime:
        """The deadline of the first of these metrics that is promised."""
        for metric in metrics:
            if metric in self.by_metric:
                due = sla.due_at(self.by_metric[metric].value)
                if due is not None:
                    return due
        return self.ticket.opened_at + timedelta(days=5)

    def stop(self, metric: str, at: datetime) -> None:
        """Reach the goal of one metric."""
        life = self.by_metric.get(metric)
        if life is not None and life.value.is_open:
            life.change(sla.stop(life.value, at), at)

    def next_update(self, at: datetime) -> None:
        """A public message went out: the next round of the update clock."""
        life = self.by_metric.get(sla.UPDATE)
        if life is None or not life.value.is_open:
            return
        life.former.append((life.value, at))
        life.rounds += 1
        time = self._time(life.target, at, first=False)
        life.change(sla.restart(life.value, at, time), at)

    def pause(self, reason: str, at: datetime) -> None:
        """Wait, where the priority may."""
        for life in self.by_metric.values():
            if life.value.metric != sla.RESPONSE and life.target.priority > 2:
                life.change(sla.pause(life.value, at, reason), at)

    def resume(self, at: datetime) -> None:
        """Go on."""
        for life in self.by_metric.values():
            if life.value.paused_since is not None:
                life.change(sla.resume(life.value, at), at)

    def reopen(self, at: datetime) -> None:
        """Open what was promised again: the next cycle of each clock that came to its end, as the actions do."""
        for metric, life in list(self.by_metric.items()):
            if life.value.outcome not in (sla.MET, sla.MISSED) or metric not in (*REOPENED, sla.UPDATE):
                continue
            self.earlier.append(life)
            value = sla.reopen(life.value, at)
            if metric == sla.UPDATE:
                calendar, time = life.value.calendar, self._time(life.target, at, first=False)
                value = replace(sla.start(metric, calendar, time, at), cycle=value.cycle)
            rounds = life.rounds + 1 if metric == sla.UPDATE else life.rounds
            self.by_metric[metric] = Life(life.target, value, rounds=rounds)

    def settle(self, now: datetime) -> None:
        """Notice what is late by `now`."""
        for life in self.by_metric.values():
            life.value = sla.settle(life.value, now)

    def next_due_at(self) -> datetime:
        """The earliest deadline of what runs."""
        due = [sla.due_at(life.value) for life in self.by_metric.values() if life.value.is_open]
        return min((at for at in due if at is not None), default=NOTHING_DUE)

    def _begun(self, target: Target) -> SlaClock:
        at = self.ticket.opened_at
        calendar = self.promises.calendars[target.calendar]
        return sla.start(target.metric, calendar, self._time(target, at, first=True), at)

    def _time(self, target: Target, at: datetime, *, first: bool) -> timedelta:
        minutes = target.first_minutes if first and target.first_minutes is not None else target.minutes
        calendar = self.promises.calendars[target.calendar]
        time = sla.target_seconds(calendar, at, minutes=minutes, business_days=target.business_days)
        if time is None:
            raise ValueError(f"The target {target} promises nothing.")
        return time


class ClockRows:
    """Writes clocks, segments, former targets and rungs."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        self._codes = codes
        self.clocks, self.segments = Rows(Clock, keyed=True), Rows(ClockSegment)
        self.former, self.steps = Rows(ClockTargetHistory), Rows(ClockStep)
        self._keys = keys_of(Clock)

    def add(self, lives: Lives, now: datetime) -> list[tuple[str, datetime]]:
        """Add the rows of one ticket; return its climbed rungs as (code, instant)."""
        climbed: list[tuple[str, datetime]] = []
        for life in (*lives.earlier, *lives.by_metric.values()):
            pk = next(self._keys)
            self._add_clock(pk, life, lives.ticket.pk)
            for run in life.runs:
                self.segments.add(
                    clock_id=pk, began_at=run.began_at, ended_at=run.ended_at, reason=run.reason
                )
            self._add_former(pk, life)
            if life.value.cycle == 1:
                climbed += self._add_steps(pk, life, lives.promises, now)
        return climbed

    def taken(self) -> list[Copy]:
        """Everything, parents first."""
        return [one for rows in (self.clocks, self.segments, self.former, self.steps) for one in rows.taken()]

    def _add_clock(self, pk: int, life: Life, ticket_pk: int) -> None:
        value = life.value
        noticed = value.breached_at + NOTICED_AFTER if value.breached_at else None
        self.clocks.add(
            id=pk,
            ticket_id=ticket_pk,
            metric=value.metric,
            cycle=value.cycle,
            target_id=life.target.row,
            calendar_id=int(life.target.calendar),
            target_time=value.target,
            started_at=value.started_at,
            counted_from=value.counted_from,
            running_since=value.running_since,
            paused_since=value.paused_since,
            pause_reason=value.pause_reason,
            consumed=value.consumed,
            carried=value.carried,
            ladder_from=value.ladder_from,
            ladder_base=value.ladder_base,
            ladder_round=life.rounds,
            due_at=sla.due_at(value),
            breached_at=value.breached_at,
            noticed_at=noticed,
            stopped_at=value.stopped_at,
            outcome=value.outcome,
        )

    def _add_former(self, pk: int, life: Life) -> None:
        for value, at in life.former:
            closed = sla.closed_target(value, at)
            self.former.add(
                clock_id=pk,
                target_id=life.target.row,
                target_time=closed.target,
                due_at=closed.due_at,
                breached_at=closed.breached_at,
                replaced_at=at,
            )

    def _add_steps(
        self, pk: int, life: Life, promises: Promises, now: datetime
    ) -> Iterator[tuple[str, datetime]]:
        value = life.value if life.value.is_open else life.last_open
        if value is None:
            return
        ended = life.value.stopped_at
        for step_pk, step in promises.rungs.get((value.metric, life.target.priority), ()):
            at = fire_at(step, value, life.runs)
            if at is None or (ended is not None and at >= ended):
                continue
            fired = at if at <= now else None
            self.steps.add(
                clock_id=pk,
                step_id=step_pk,
                round=life.rounds,
                fire_at=at,
                attempt_at=at,
                fired_at=fired,
                noticed_at=fired + NOTICED_AFTER if fired else None,
            )
            if fired is not None:
                yield self._codes[step_pk], fired
