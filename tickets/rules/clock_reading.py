"""What a person sees of a clock: its chip, and the working behind its deadline (architecture.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hospital_itsm.core.worktime import explain
from tickets.rules import sla
from tickets.rules.sla import NOTHING, Segment, SlaClock

ON_TRACK = "ok"
AT_RISK = "risk"
LATE = "late"
PAUSED = "hold"
MET = "met"
MISSED = "missed"
WITHDRAWN = "withdrawn"
WAITING = "waiting"

AT_RISK_SHARE = 0.75
LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SlaChip:
    """A clock at one instant. `state` is one of the codes above.

    `span` is real time left (`ok`, `risk`) or over (`late`), or working time taken (`met`) or over the target
    (`missed`). `used_percent` is rounded down, so that it reads 100 only when the target is used up.
    `risk_at` is when three quarters are used, None where that is not ahead of a running clock.
    """

    metric: str
    state: str
    span: timedelta
    used_percent: int
    due_at: datetime | None = None
    risk_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working: work (empty `reason`) or a pause. `folded` lines stand behind it unsaid."""

    began_at: datetime
    ended_at: datetime
    span: timedelta
    reason: str = ""
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a clock is due when it is: the stretches that add up to the target, and the pauses between them."""

    due_at: datetime | None
    target: timedelta
    carried: timedelta
    lines: tuple[Line, ...]


def read(clock: SlaClock, now: datetime) -> SlaChip:
    """The chip of a clock at `now`; list, page, API, report and mail all use this one."""
    used = sla.consumed_at(clock, now)
    percent = _percent(used, clock.target)
    if not clock.is_open:
        return _read_stopped(clock, percent)
    due = sla.due_at(clock)
    late_since = clock.breached_at or (due if due is not None and due < now else None)
    if late_since is not None:
        over = now - late_since
        return SlaChip(clock.metric, LATE, over, max(percent, 100), late_since, reason=clock.pause_reason)
    if due is None:
        state = PAUSED if clock.status == sla.PAUSED else WAITING
        return SlaChip(clock.metric, state, NOTHING, percent, reason=clock.pause_reason)
    at_risk = used >= clock.target * AT_RISK_SHARE
    risk_at = None if at_risk else sla.instant_used(clock, clock.target * AT_RISK_SHARE)
    return SlaChip(clock.metric, AT_RISK if at_risk else ON_TRACK, due - now, percent, due, risk_at)


def _read_stopped(clock: SlaClock, percent: int) -> SlaChip:
    if clock.outcome == sla.MET:
        return SlaChip(clock.metric, MET, clock.consumed, percent)
    if clock.outcome == sla.MISSED:
        over = max(clock.consumed - clock.target, NOTHING)
        return SlaChip(clock.metric, MISSED, over, percent, clock.breached_at)
    return SlaChip(clock.metric, WITHDRAWN, NOTHING, percent)


def _percent(used: timedelta, target: timedelta) -> int:
    return int(used * 100 / target) if target else 100


def working(clock: SlaClock, history: Sequence[Segment], now: datetime) -> Explanation:
    """The working of a deadline: ended runs and pauses of `history`, then the present one up to the deadline.

    Only what counts since `counted_from` is told apart; what was carried into it is one figure.
    """
    ended = [segment for segment in history if segment.ended_at > clock.counted_from]
    lines = [line for segment in ended for line in _lines(clock, segment)]
    due = sla.due_at(clock)
    if clock.running_since is not None and due is not None and due > clock.running_since:
        lines += _lines(clock, Segment(clock.running_since, due))
    if clock.paused_since is not None and clock.is_open:
        lines.append(Line(clock.paused_since, now, now - clock.paused_since, clock.pause_reason))
    return Explanation(due or clock.breached_at, clock.target, clock.carried, _folded(lines))


def _lines(clock: SlaClock, segment: Segment) -> list[Line]:
    began = max(segment.began_at, clock.counted_from)
    if segment.reason:
        return [Line(began, segment.ended_at, segment.ended_at - began, segment.reason)]
    stretches = explain(clock.calendar, began, segment.ended_at)
    return [Line(stretch.began_at, stretch.ended_at, stretch.duration) for stretch in stretches]


def _folded(lines: list[Line]) -> tuple[Line, ...]:
    """Long workings keep their beginning and end; what lies between is summed up in one line."""
    if len(lines) <= LINES_SHOWN:
        return tuple(lines)
    head, tail = lines[: LINES_SHOWN // 2], lines[-(LINES_SHOWN // 2 - 1) :]
    middle = lines[len(head) : len(lines) - len(tail)]
    worked = sum((line.span for line in middle if not line.reason), NOTHING)
    summary = Line(middle[0].began_at, middle[-1].ended_at, worked, folded=len(middle))
    return (*head, summary, *tail)
