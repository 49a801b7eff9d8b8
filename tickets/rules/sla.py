"""One SLA clock as a value, and what may happen to it (architecture.md §5, domain/2 §2.3).

A clock either runs, is paused, waits for its first event, or has stopped. `consumed` is the working time
used before the present run began; everything a person sees (due, late, share used) is derived from it. Every
function takes instants as arguments and returns a new value; what ended is asked for with `ended_segment`,
so that the caller can append it to the history that `consumed` can always be counted again from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hospital_itsm.core.worktime import Calendar, add, between, close_of_business_day

RESPONSE = "response"
ONSITE = "onsite"
UPDATE = "update"
RESTORE = "restore"
FULFIL = "fulfil"
METRICS = (RESPONSE, ONSITE, UPDATE, RESTORE, FULFIL)

RUNNING = "running"
PAUSED = "paused"
WAITING = "waiting"
STOPPED = "stopped"

MET = "met"
MISSED = "missed"
CANCELLED = "cancelled"
MERGED = "merged"

FROM_OPENING = "from_opening"
FROM_NOW = "from_now"
TIGHTER = "tighter"

CADENCE = "cadence"
REPLY_TO_REQUESTER = "reply_to_requester"

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch the clock ran (empty `reason`) or was paused (`reason` says for what)."""

    began_at: datetime
    ended_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClosedTarget:
    """A target that was replaced: what it was, when it was due and the instant it was missed, if it was."""

    target: timedelta
    due_at: datetime | None
    breached_at: datetime | None


@dataclass(frozen=True, slots=True)
class SlaClock:
    """A promise in working time.

    `carried` is the part of `consumed` that was settled before `counted_from` (another calendar, an earlier
    cycle): `consumed = carried + working time of the runs since counted_from`. `ladder_from` and
    `ladder_base` say from where the escalation ladder counts: the opening, or the raise with what was
    consumed by then.
    """

    metric: str
    calendar: Calendar
    target: timedelta
    started_at: datetime
    counted_from: datetime
    ladder_from: datetime
    consumed: timedelta = NOTHING
    carried: timedelta = NOTHING
    ladder_base: timedelta = NOTHING
    running_since: datetime | None = None
    paused_since: datetime | None = None
    pause_reason: str = ""
    breached_at: datetime | None = None
    by_reprioritisation: bool = False
    stopped_at: datetime | None = None
    outcome: str = ""
    cycle: int = 1

    @property
    def status(self) -> str:
        if self.stopped_at is not None:
            return STOPPED
        if self.running_since is not None:
            return RUNNING
        return PAUSED if self.paused_since is not None else WAITING

    @property
    def is_open(self) -> bool:
        return self.stopped_at is None


def start(metric: str, calendar: Calendar, target: timedelta, at: datetime) -> SlaClock:
    """A clock that runs from `at`. A target of zero is due at once."""
    return SlaClock(metric, calendar, target, at, at, at, running_since=at)


def start_waiting(metric: str, calendar: Calendar, target: timedelta, at: datetime) -> SlaClock:
    """A clock that runs only once something begins it (the requester's message of `reply_to_requester`)."""
    return SlaClock(metric, calendar, target, at, at, at)


def target_seconds(
    calendar: Calendar, at: datetime, *, minutes: int | None = None, business_days: int | None = None
) -> timedelta | None:
    """Turn a target into working time at the instant it is given; None where there is no target.

    Business days end at the close of the Nth business day after the day of `at` (domain/2 §2.3).
    """
    if minutes is not None:
        return timedelta(minutes=minutes)
    if business_days is not None:
        return between(calendar, at, close_of_business_day(calendar, at, business_days))
    return None


def consumed_at(clock: SlaClock, now: datetime) -> timedelta:
    """Working time used by `now`; a stopped or paused clock stands still."""
    if clock.running_since is None:
        return clock.consumed
    return clock.consumed + between(clock.calendar, clock.running_since, now)


def due_at(clock: SlaClock) -> datetime | None:
    """When the running clock uses up its target; None while it does not run.

    Once missed it stays the instant at which it was missed.
    """
    if clock.running_since is None:
        return None
    if clock.consumed > clock.target and clock.breached_at is not None:
        return clock.breached_at
    return add(clock.calendar, clock.running_since, max(clock.target - clock.consumed, NOTHING))


def settle(clock: SlaClock, now: datetime) -> SlaClock:
    """Stamp the computed instant of the breach if the target is passed by `now`; exactly due is not late."""
    due = due_at(clock)
    if clock.breached_at is not None or due is None or due >= now:
        return clock
    return replace(clock, breached_at=due)


def ended_segment(clock: SlaClock, at: datetime) -> Segment | None:
    """The run or pause that ends when the clock is changed at `at`; None where nothing took any time."""
    began = clock.running_since or clock.paused_since
    if began is None or not clock.is_open or at <= began:
        return None
    return Segment(began, at, "" if clock.running_since else clock.pause_reason)


def pause(clock: SlaClock, at: datetime, reason: str) -> SlaClock:
    """Stop counting until `resume`. A response clock never pauses; `lifecycle.may_pause` rules the others."""
    if clock.running_since is None or clock.metric == RESPONSE:
        return clock
    return _halted(clock, at, paused_since=_not_before(clock, at), pause_reason=reason)


def resume(clock: SlaClock, at: datetime) -> SlaClock:
    """Count on after a pause; a clock that is not paused stays as it is."""
    if clock.paused_since is None or not clock.is_open:
        return clock
    return replace(clock, running_since=_not_before(clock, at), paused_since=None, pause_reason="")


def stop(clock: SlaClock, at: datetime) -> SlaClock:
    """Reach the goal: met when not later than due, else missed. A stopped clock stays as it is."""
    if not clock.is_open:
        return clock
    moment = _not_before(clock, at)
    ended = _halted(clock, moment, paused_since=None, pause_reason="")
    return replace(ended, stopped_at=moment, outcome=MISSED if ended.breached_at else MET)


def stop_as_of(clock: SlaClock, at: datetime) -> SlaClock:
    """Reach the goal at an instant that lies a moment back: a breach that was noticed since is none."""
    if clock.breached_at is not None and clock.breached_at >= at:
        clock = replace(clock, breached_at=None, by_reprioritisation=False)
    return stop(clock, at)


def cancel(clock: SlaClock, at: datetime, outcome: str = CANCELLED) -> SlaClock:
    """Withdraw the promise (`cancelled`, `merged`): nothing counts any more, what was missed stays missed."""
    if not clock.is_open:
        return clock
    return replace(stop(clock, at), outcome=outcome)


def reopen(clock: SlaClock, at: datetime) -> SlaClock:
    """A further cycle of a stopped clock: elapsed time is kept, the time it stood solved is not counted."""
    past_target = clock.consumed > clock.target
    return replace(
        clock,
        started_at=at,
        counted_from=at,
        carried=clock.consumed,
        running_since=at,
        stopped_at=None,
        outcome="",
        breached_at=clock.breached_at if past_target else None,
        by_reprioritisation=clock.by_reprioritisation and past_target,
        cycle=clock.cycle + 1,
    )


def take_up(clock: SlaClock, now: datetime, status: str, pause_reason: str = "") -> SlaClock:
    """Go on as if the merge had not been: what ran or was paused did so meanwhile too.

    `status` and `pause_reason` are those before the merge. A clock that did not end as merged stays as it is.
    """
    if clock.outcome != MERGED:
        return clock
    since, paused = clock.stopped_at, status == PAUSED
    open_again = replace(
        clock,
        stopped_at=None,
        outcome="",
        running_since=since if status == RUNNING else None,
        paused_since=since if paused else None,
        pause_reason=pause_reason if paused else "",
    )
    return settle(open_again, now)


def restart(clock: SlaClock, at: datetime, target: timedelta) -> SlaClock:
    """Begin a new round of the update clock at a public staff message; a paused clock stays paused, emptied.

    Whether the round before was missed is read with `closed_target` before this.
    """
    if not clock.is_open:
        return clock
    moment = _not_before(clock, at)
    emptied = replace(
        clock,
        target=target,
        consumed=NOTHING,
        carried=NOTHING,
        counted_from=moment,
        ladder_from=moment,
        ladder_base=NOTHING,
        breached_at=None,
        by_reprioritisation=False,
    )
    return _begun_again(emptied, moment)


def promise(clock: SlaClock, at: datetime, until: datetime) -> SlaClock:
    """Let the owner name the instant of the next update; the caller caps it (`targets.latest_promise`)."""
    return restart(clock, at, between(clock.calendar, at, until))


def requester_wrote(clock: SlaClock, at: datetime) -> SlaClock:
    """Mode `reply_to_requester`: the first unanswered message starts the clock, further ones move nothing."""
    if clock.status != WAITING:
        return clock
    return replace(restart(clock, at, clock.target), running_since=at)


def staff_replied(clock: SlaClock, at: datetime) -> SlaClock:
    """Mode `reply_to_requester`: a staff reply ends the exchange; without one open it changes nothing."""
    if clock.running_since is None:
        return clock
    return _halted(clock, at, paused_since=None, pause_reason="")


def longest_run(calendar: Calendar, runs: Iterable[Segment]) -> timedelta:
    """The longest exchange of a `reply_to_requester` clock, which is what its attainment is judged by."""
    exchanges = (between(calendar, run.began_at, run.ended_at) for run in runs if not run.reason)
    return max(exchanges, default=NOTHING)


def first_update_target(clock: SlaClock, response_due_at: datetime | None) -> timedelta:
    """The first update target, stretched so that it is never due before the response (behaviour case 22)."""
    if response_due_at is None:
        return clock.target
    return max(clock.target, between(clock.calendar, clock.started_at, response_due_at))


def closed_target(clock: SlaClock, at: datetime) -> ClosedTarget:
    """What is written to the history when the target is replaced at `at`."""
    settled = settle(clock, at)
    return ClosedTarget(settled.target, due_at(settled), settled.breached_at)


def retarget(
    clock: SlaClock,
    runs: Sequence[Segment],
    calendar: Calendar,
    target: timedelta,
    at: datetime,
    *,
    mode: str = FROM_OPENING,
    raised: bool = False,
) -> SlaClock:
    """Give an open clock another target and calendar, because its priority or policy changed.

    `runs` are the ended runs of every cycle. Modes: `from_opening` counts all of them again under the new
    calendar (pauses stay pauses), `from_now` gives the full target from `at`, `tighter` the earlier of the
    old deadline and `from_now`. `raised` lets the escalation ladder count from `at`. Whether the present run
    began anew, so that `ended_segment` belongs to the history, shows in `running_since` and `paused_since`.
    """
    if not clock.is_open:
        return clock
    if mode == FROM_OPENING:
        renewed = _from_opening(clock, runs, calendar, target, at)
    else:
        renewed = _from_now(clock, calendar, target, at)
        if mode == TIGHTER and _due_if_resumed(settle(clock, at), at) <= _due_if_resumed(renewed, at):
            renewed = settle(clock, at)
    if not raised:
        return renewed
    return replace(renewed, ladder_from=at, ladder_base=consumed_at(renewed, at))


def change_calendar(clock: SlaClock, calendar: Calendar, target: timedelta, at: datetime) -> SlaClock:
    """Apply an edited policy from `at` on: what was consumed stays as counted, new hours hold from then.

    A breach of the old target goes to the history with it, unless the new one is passed as well.
    """
    if not clock.is_open:
        return clock
    settled = settle(clock, at)
    used = consumed_at(settled, at)
    is_late = used > target
    renewed = replace(
        settled,
        calendar=calendar,
        target=target,
        consumed=used,
        carried=used,
        counted_from=at,
        breached_at=settled.breached_at if is_late else None,
        by_reprioritisation=settled.by_reprioritisation and is_late,
    )
    return _begun_again(renewed, at)


def recounted(clock: SlaClock, runs: Iterable[Segment]) -> timedelta:
    """`consumed` counted again from the history; the nightly check compares the two."""
    return clock.carried + sum(
        (
            between(clock.calendar, max(run.began_at, clock.counted_from), run.ended_at)
            for run in runs
            if not run.reason
        ),
        NOTHING,
    )


def with_consumed(clock: SlaClock, consumed: timedelta) -> SlaClock:
    """The clock with a corrected `consumed`."""
    return replace(clock, consumed=consumed)


def instant_used(clock: SlaClock, amount: timedelta, runs: Sequence[Segment] = ()) -> datetime | None:
    """When `amount` of working time was or will be used; None while it lies ahead of a halted clock.

    An amount passed before the present run is looked up in `runs`, which are ordered by time.
    """
    if amount > clock.consumed:
        if clock.running_since is None:
            return None
        return add(clock.calendar, clock.running_since, amount - clock.consumed)
    left = amount - clock.carried
    if left < NOTHING:
        return clock.counted_from
    for run in runs:
        began = max(run.began_at, clock.counted_from)
        worked = between(clock.calendar, began, run.ended_at) if not run.reason else NOTHING
        if worked and left <= worked:
            return add(clock.calendar, began, left)
        left -= worked
    return clock.running_since or clock.paused_since or clock.stopped_at


def _begun_again(clock: SlaClock, at: datetime) -> SlaClock:
    """The same clock with its present run or pause, if it has one, beginning at `at`."""
    if clock.running_since is not None:
        return replace(clock, running_since=at)
    return clock if clock.paused_since is None else replace(clock, paused_since=at)


def _halted(clock: SlaClock, at: datetime, *, paused_since: datetime | None, pause_reason: str) -> SlaClock:
    settled = settle(clock, at)
    return replace(
        settled,
        consumed=consumed_at(settled, at),
        running_since=None,
        paused_since=paused_since,
        pause_reason=pause_reason,
    )


def _not_before(clock: SlaClock, at: datetime) -> datetime:
    """Two servers' clocks may differ; no event lies before the run or pause it ends."""
    began = clock.running_since or clock.paused_since
    return at if began is None else max(at, began)


def _from_opening(
    clock: SlaClock, runs: Sequence[Segment], calendar: Calendar, target: timedelta, at: datetime
) -> SlaClock:
    opened = min([clock.started_at, *(run.began_at for run in runs)])
    used = (between(calendar, run.began_at, run.ended_at) for run in runs if not run.reason)
    renewed = replace(
        clock,
        calendar=calendar,
        target=target,
        carried=NOTHING,
        counted_from=opened,
        consumed=sum(used, NOTHING),
        ladder_base=NOTHING,
        breached_at=None,
        by_reprioritisation=False,
    )
    passed = instant_used(renewed, target, runs)
    if passed is None or passed >= at or consumed_at(renewed, at) <= target:
        return renewed
    return replace(renewed, breached_at=passed, by_reprioritisation=True)


def _from_now(clock: SlaClock, calendar: Calendar, target: timedelta, at: datetime) -> SlaClock:
    return replace(restart(clock, at, target), calendar=calendar)


def _due_if_resumed(clock: SlaClock, at: datetime) -> datetime:
    running = clock if clock.running_since is not None else replace(clock, running_since=at)
    due = due_at(running)
    assert due is not None  # noqa: S101  (a running clock is always due at some time)
    return due
