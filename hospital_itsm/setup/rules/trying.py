"""What promises would have meant for tickets that are over: the time they used, held against other targets."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hospital_itsm.core.worktime import Calendar, between
from tickets.rules import sla
from tickets.rules.sla import FULFIL, ONSITE, RESPONSE, RESTORE, Segment
from tickets.rules.targets import Target

TRIED: Final = (RESPONSE, ONSITE, RESTORE, FULFIL)
"""Promises that are kept or missed once; updates come round after round."""
NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True)
class Stood:
    """One promise of a ticket that is over: since when it was counted, when it ran, and whether it was missed."""

    key: str
    metric: str
    priority: int
    variant: str
    started_at: datetime
    runs: tuple[Segment, ...]
    was_missed: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What other promises would have made of it; `would_miss` is None where they promise nothing."""

    stood: Stood
    would_miss: bool | None

    @property
    def differs(self) -> bool:
        """Would it have come out otherwise?"""
        return self.would_miss is not self.stood.was_missed


@dataclass(frozen=True, slots=True)
class Line:
    """All promises of one metric and priority: how many, missed as it was, missed as it would have been, gone."""

    metric: str
    priority: int
    count: int
    missed: int
    would_miss: int
    withdrawn: int


def judged(
    stood: Stood, targets: Mapping[tuple[str, int, str], Target], calendars: Mapping[str, Calendar]
) -> Verdict:
    """Count the time it ran in the calendar of the target that stands in its place, from where it was counted."""
    target = targets.get((stood.metric, stood.priority, stood.variant))
    if target is None or not target.promises:
        return Verdict(stood, None)
    calendar = calendars[target.calendar]
    promised = sla.target_seconds(
        calendar, stood.started_at, minutes=target.minutes, business_days=target.business_days
    )
    used = sum(
        (between(calendar, run.began_at, run.ended_at) for run in stood.runs if not run.reason), NOTHING
    )
    return Verdict(stood, promised is not None and used > promised)


def lines_of(verdicts: Iterable[Verdict]) -> list[Line]:
    """Add verdicts up by metric, in the order of TRIED, and priority."""
    found: dict[tuple[str, int], Counter[str]] = {}
    for one in verdicts:
        tally = found.setdefault((one.stood.metric, one.stood.priority), Counter())
        tally["count"] += 1
        tally["missed"] += one.stood.was_missed
        tally["would"] += one.would_miss is True
        tally["none"] += one.would_miss is None
    order = sorted(found, key=lambda place: (TRIED.index(place[0]), place[1]))
    return [
        Line(
            *place, found[place]["count"], found[place]["missed"], found[place]["would"], found[place]["none"]
        )
        for place in order
    ]


def in_place(targets: Sequence[Target]) -> dict[tuple[str, int, str], Target]:
    """Targets by metric, priority and case."""
    return {(row.metric, row.priority, row.variant): row for row in targets}
