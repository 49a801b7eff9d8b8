"""What is counted about promises (domain 6.2): how long until somebody answered and it worked, and what was kept.

A ticket counts once for each promise, with the last cycle of its clock. A kept promise counts on the day it was kept,
a missed one on the day it was due, so that what is open and late counts at once. What a raised priority made late is
counted apart.
"""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from hospital_itsm.kpi.measures.base import Measure, Moment, Seconds
from hospital_itsm.kpi.measures.tickets import TICKETS, incidents
from tickets.choices import Kind, Metric, Outcome, Priority
from tickets.models import Clock

URGENT, NORMAL = (Priority.P1, Priority.P2), (Priority.P3, Priority.P4)
SETTLED_AT: Final = Case(
    When(outcome=Outcome.MET, then=F("stopped_at")), default=Coalesce("breached_at", "stopped_at")
)
SETTLED_NEAR: Final = ("stopped_at", "breached_at")
CLOCKS: Final[dict[str, Any]] = {
    "listed": "ticket",
    "hears": ("ticket", "clock"),
    "subject": "ticket",
    "site": "ticket__care_area__site",
    "domain": "ticket__team__domain",
}
MET: Final = Q(outcome=Outcome.MET)


def last_clocks(metric: Metric, kind: Kind) -> QuerySet[Any]:
    """The clock of the last cycle of each ticket of a kind."""
    later = Clock.objects.filter(ticket=OuterRef("ticket"), metric=metric, cycle__gt=OuterRef("cycle"))
    return Clock.objects.filter(
        ~Exists(later),
        metric=metric,
        ticket__kind=kind,
        ticket__is_restricted=False,
        ticket__merged_into__isnull=True,
    )


def settled(metric: Metric, kind: Kind = Kind.INCIDENT) -> QuerySet[Any]:
    """Promises that were kept or missed, those that are late and open too."""
    late = Q(stopped_at__isnull=True, breached_at__isnull=False)
    return last_clocks(metric, kind).filter(Q(outcome__in=(Outcome.MET, Outcome.MISSED)) | late)


def judged(
    metric: Metric, kind: Kind = Kind.INCIDENT, priorities: tuple[int, ...] = ()
) -> Callable[[Moment], QuerySet[Any]]:
    """Rows: settled promises, without those a raised priority made late."""

    def rows(moment: Moment) -> QuerySet[Any]:
        found = settled(metric, kind).filter(breach_by_reprioritisation=False)
        return found.filter(ticket__priority__in=priorities) if priorities else found

    return rows


def worked(metric: Metric) -> Callable[[Moment], QuerySet[Any]]:
    """Rows: clocks of priorities 3 and 4 that came to their end, for the working time they used."""

    def rows(moment: Moment) -> QuerySet[Any]:
        ended = last_clocks(metric, Kind.INCIDENT).filter(outcome__in=(Outcome.MET, Outcome.MISSED))
        return ended.filter(ticket__priority__in=NORMAL)

    return rows


def of_priority(priority: int) -> Callable[[Moment], QuerySet[Any]]:
    """Rows: incidents of one priority."""
    return lambda moment: incidents(moment).filter(priority=priority)


def _until(column: str) -> dict[str, Any]:
    """From the opening to the instant in a column, around the clock."""
    return {"at": column, "value": Seconds(F(column) - F("opened_at")), "averages": True, **TICKETS}


def _kept(code: str, rows: Callable[[Moment], QuerySet[Any]]) -> Measure:
    return Measure(code, rows, at=SETTLED_AT, near=SETTLED_NEAR, part=lambda moment: MET, **CLOCKS)


def _working(code: str, metric: Metric) -> Measure:
    """The time the clock ran, without pauses and hours off."""
    return Measure(
        code, worked(metric), at="stopped_at", value=Seconds(F("consumed")), averages=True, **CLOCKS
    )


OTHERS: Final = (Priority.P3, Priority.P4, Priority.P5)
MEASURES: Final = (
    Measure("response_p1", of_priority(Priority.P1), **_until("responded_at")),
    Measure("response_p2", of_priority(Priority.P2), **_until("responded_at")),
    _working("response_working", Metric.RESPONSE),
    Measure("restore_p1", of_priority(Priority.P1), **_until("restored_at")),
    Measure("restore_p2", of_priority(Priority.P2), **_until("restored_at")),
    _working("restore_working", Metric.RESTORE),
    Measure("resolve_all", incidents, **_until("resolved_at")),
    _kept("response_on_target", judged(Metric.RESPONSE)),
    _kept("restore_on_target_urgent", judged(Metric.RESTORE, priorities=URGENT)),
    _kept("restore_on_target_other", judged(Metric.RESTORE, priorities=OTHERS)),
    _kept("fulfil_on_target", judged(Metric.FULFIL, Kind.REQUEST)),
    Measure(
        "raised_late", lambda moment: settled(Metric.RESTORE), at=SETTLED_AT, near=SETTLED_NEAR,
        part=lambda moment: Q(breach_by_reprioritisation=True), **CLOCKS,
    ),
)  # fmt: skip
