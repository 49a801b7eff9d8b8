"""A draft of promises tried on the tickets that were resolved last. Nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from hospital_itsm.people.calendars import newest_calendars
from hospital_itsm.setup.rules.ladders import Climb
from hospital_itsm.setup.rules.trying import TRIED, Line, Stood, Verdict, in_place, judged, lines_of
from tickets.choices import Outcome, State
from tickets.models import Clock, SlaPolicy, Ticket
from tickets.rules.targets import Target

MOST_TRIED: Final = 100
OVER: Final = (State.RESOLVED, State.CLOSED)
ENDED: Final = (Outcome.MET, Outcome.MISSED)


@dataclass(frozen=True)
class Trial:
    """How many tickets it was tried on, by metric and priority, and what would have come out otherwise."""

    tickets: int
    lines: Sequence[Line]
    differing: Sequence[Verdict]


def tried(policy: SlaPolicy, targets: Sequence[Target]) -> Trial:
    """Try these targets on the last tickets under any version of a policy: four statements.

    Restricted tickets are left out. A target names its calendar by the lineage, whose newest version is taken.
    """
    over = Ticket.objects.filter(policy__lineage=policy.lineage, state__in=OVER, is_restricted=False)
    keys = dict(over.order_by("-pk").values_list("pk", "key")[:MOST_TRIED])
    wanted = {row.calendar for row in targets}
    calendars = {
        row.lineage: row.as_value()
        for row in newest_calendars().filter(lineage__in=wanted).prefetch_related("windows", "holidays")
    }
    places = in_place(targets)
    verdicts = [judged(one, places, calendars) for one in _stood(keys)]
    return Trial(len(keys), lines_of(verdicts), [one for one in verdicts if one.differs])


def _stood(keys: dict[int, str]) -> Iterator[Stood]:
    """The ended promises of these tickets; cycles of one metric are one promise."""
    rows = Clock.objects.filter(ticket__in=keys, metric__in=TRIED).select_related("target")
    cycles: dict[tuple[int, str], list[Any]] = {}
    for row in rows.order_by("-ticket", "metric", "cycle").prefetch_related("segments"):
        cycles.setdefault((row.ticket_id, row.metric), []).append(row)
    for (ticket, metric), clocks in cycles.items():
        last = clocks[-1]
        if last.outcome in ENDED:
            runs = tuple(segment.as_value() for clock in clocks for segment in clock.segments.all())
            yield Stood(
                keys[ticket],
                metric,
                last.target.priority,
                last.target.variant,
                clocks[0].started_at,
                runs,
                last.breached_at is not None,
            )


def climbed(policy: SlaPolicy, metric: str, priority: int) -> list[Climb]:
    """How the last promises of this kind that are over stood at their end, restricted tickets left out: one statement.

    They are what a ladder is tried on. Rounds of updates are not kept apart, so theirs are those of the last round.
    """
    ended = Clock.objects.filter(
        metric=metric,
        target__priority=priority,
        outcome__in=ENDED,
        ticket__policy__lineage=policy.lineage,
        ticket__state__in=OVER,
        ticket__is_restricted=False,
    )
    return [
        Climb(
            row.ticket.key,
            row.target_time,
            row.consumed,
            row.ladder_base,
            row.ladder_from,
            row.breached_at,
            row.stopped_at,
        )
        for row in ended.select_related("ticket").order_by("-pk")[:MOST_TRIED]
        if row.stopped_at is not None
    ]
