"""What is counted about outages (domain 6.3): availability and downtime in agreed service time, how many, overruns.

A day counts for every live service from the day on which the first outage was recorded: before that nobody knows.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import DurationField, ExpressionWrapper, F, Min, Q, QuerySet
from django.utils import timezone

from assets.choices import ServiceLifecycle
from assets.models import Service
from hospital_itsm.continuity.figures import stretch_of
from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars, values_of
from hospital_itsm.continuity.rules.downtime import FIRST_TIERS, OVERRUN, Stretch, lost, within_agreed
from hospital_itsm.kpi.measures.base import ONE_DAY, Cell, Measure, Moment, exact, midnight

Times = tuple[timedelta, timedelta]
NOTHING: Final = timedelta(0)
HEARS: Final = ("outage", "service")
LONGEST_WINDOW: Final = ExpressionWrapper(
    F("began_at") + (F("planned_until") - F("planned_from")) * float(OVERRUN), output_field=DurationField()
)


def unplanned(moment: Moment) -> QuerySet[Any]:
    """Outages nobody planned, withdrawn ones left out."""
    return Outage.objects.counted().filter(is_planned=False, began_at__isnull=False)


def planned(moment: Moment) -> QuerySet[Any]:
    """Planned downtimes that are over."""
    return Outage.objects.counted().filter(is_planned=True, ended_at__isnull=False)


def overrun(moment: Moment) -> Q:
    """It lasted more than a tenth longer than its window."""
    return Q(ended_at__gt=LONGEST_WINDOW)


def available(first: date, last: date, now: datetime, *, first_tiers: bool) -> list[Cell]:
    """Agreed time in which services worked, of all agreed time, in seconds."""
    return _cells(first, last, now, first_tiers, lambda agreed, down: (agreed - down, agreed))


def down(first: date, last: date, now: datetime, *, first_tiers: bool) -> list[Cell]:
    """Agreed time lost by unplanned outages, in seconds."""
    return _cells(first, last, now, first_tiers, lambda agreed, down: (down, agreed))


def _cells(
    first: date, last: date, now: datetime, first_tiers: bool, says: Callable[[timedelta, timedelta], Times]
) -> list[Cell]:
    """Four statements, and four more where hours are agreed."""
    known = known_from()
    if known is None:
        return []
    first = max(first, known)
    services = [one for one in _live() if (one.tier in FIRST_TIERS) is first_tiers]
    calendars = values_of(agreed_calendars(services))
    stretches = _stretches(midnight(first), midnight(last + ONE_DAY))
    found: dict[tuple[date, str], tuple[int, timedelta, timedelta]] = {}
    for day in (first + place * ONE_DAY for place in range((last - first).days + 1)):
        begin, end = midnight(day), min(midnight(day + ONE_DAY), now)
        promised: dict[int, timedelta] = {}
        for one in services:
            calendar, out = calendars.get(one.pk), stretches.get(one.pk)
            agreed = promised.get(id(calendar))
            if agreed is None:
                agreed = promised[id(calendar)] = within_agreed(calendar, begin, end)
            if agreed:
                above, below = says(agreed, lost(calendar, out, begin, end) if out else NOTHING)
                n, sum_above, sum_below = found.get((day, one.domain), (0, NOTHING, NOTHING))
                found[day, one.domain] = (n + 1, sum_above + above, sum_below + below)
    return [
        Cell(day, None, domain, "", n, exact(above.total_seconds()), exact(below.total_seconds()))
        for (day, domain), (n, above, below) in found.items()
    ]


def known_from() -> date | None:
    """The day of the first recorded outage; before it nobody knows how available anything was. One statement."""
    since = Outage.objects.counted().filter(is_planned=False).aggregate(first=Min("began_at"))["first"]
    return None if since is None else timezone.localdate(since)


def _live() -> Iterable[Any]:
    return Service.objects.in_use().filter(lifecycle=ServiceLifecycle.LIVE)


def _stretches(first: datetime, last: datetime) -> dict[int, list[Stretch]]:
    """The unplanned outages of each service that touch a period."""
    found: dict[int, list[Stretch]] = {}
    for outage in Outage.objects.touching(first, last).filter(is_planned=False).listed():
        for service in outage.services.all():
            found.setdefault(service.pk, []).append(stretch_of(outage))
    return found


def _by_day(code: str, cells: Callable[..., list[Cell]], *, first_tiers: bool) -> Measure:
    def over_days(first: date, last: date, now: datetime) -> list[Cell]:
        return cells(first, last, now, first_tiers=first_tiers)

    return Measure(code, unplanned, HEARS, at="began_at", domain="pk", over_days=over_days, by_clock=True)


MEASURES: Final = (
    _by_day("availability_first", available, first_tiers=True),
    _by_day("availability_other", available, first_tiers=False),
    _by_day("downtime_first", down, first_tiers=True),
    _by_day("downtime_other", down, first_tiers=False),
    Measure("outages", unplanned, ("outage",), "outage", at="began_at"),
    Measure("planned_overrun", planned, ("outage",), "outage", at="ended_at", part=overrun),
)
