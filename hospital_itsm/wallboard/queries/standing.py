"""What stands on a wall, read anew each time: nothing here asks Redis or a worker, and nothing reads a name.

Restricted tickets are in no figure, of now or of yesterday, so that no figure moves because of one.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from assets.choices import ServiceLifecycle
from assets.models import Service
from hospital_itsm.continuity.choices import Effect, MajorState
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.wallboard.rules.standing import DOWN, SLOW, WORK, Trouble
from tickets.choices import OPEN_STATES, Severity, State
from tickets.models import Notice, Ticket
from tickets.queries.queue_views import AFFECTS_CARE

A_DAY: Final = timedelta(days=1)
MOST: Final = 14
SHOWN: Final = (ServiceLifecycle.LIVE, ServiceLifecycle.PHASING_OUT)
EFFECTS: Final[dict[str, str]] = {
    Effect.DOWN: DOWN, Effect.DEGRADED: SLOW, Severity.OUTAGE: DOWN, Severity.DEGRADED: SLOW,
}  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """Open tickets in four figures, and how many were open a day ago."""

    care: int
    overdue: int
    unassigned: int
    open: int
    open_yesterday: int


def waiting(site: Any, now: datetime) -> Waiting:
    """The figures of the desk, or of a site: two statements."""
    here = Q(is_restricted=False) & (Q(care_area__site=site) if site else Q())
    yesterday = now - A_DAY
    counted = Ticket.objects.filter(here, state__in=OPEN_STATES).order_by().aggregate(
        open=Count("pk"),
        care=Count("pk", filter=AFFECTS_CARE),
        overdue=Count("pk", filter=Q(next_due_at__lt=now)),
        unassigned=Count("pk", filter=Q(assignee__isnull=True) & ~Q(state=State.RESTORED)),
        old=Count("pk", filter=Q(opened_at__lte=yesterday)),
    )  # fmt: skip
    ended = (
        Ticket.objects.filter(
            Q(resolved_at__gt=yesterday) | Q(closed_at__gt=yesterday), here, opened_at__lte=yesterday
        )
        .exclude(state__in=(*OPEN_STATES, State.MERGED))
        .annotate(ended=Coalesce(F("resolved_at"), F("closed_at")))
        .filter(ended__gt=yesterday)
        .count()
    )
    was_open = counted.pop("old") + ended
    return Waiting(**counted, open_yesterday=was_open)


def services(codes: Sequence[str], troubled: Collection[int]) -> list[Any]:
    """The chosen services by tier and name; else those in trouble and the most critical ones. One statement."""
    rows = Service.objects.in_use().filter(lifecycle__in=SHOWN)
    if codes:
        rows = rows.filter(code__in=codes)
    first = Case(When(pk__in=list(troubled), then=Value(0)), default=Value(1), output_field=IntegerField())
    found = rows.order_by(first, "tier", "name", "pk").only("pk", "code", "name", "tier")[:MOST]
    return sorted(found, key=lambda one: (one.tier, one.name, one.pk))


def troubles(site: Any, now: datetime) -> dict[int, list[Trouble]]:
    """What outages that run and notices that stand say of each service: six statements."""
    found: dict[int, list[Trouble]] = defaultdict(list)
    for outage in Outage.objects.running().filter(_hits(site)).distinct().listed():
        effect = WORK if outage.is_planned else EFFECTS[outage.effect]
        partial = bool(outage.care_areas.all())
        one = Trouble(effect, outage.began_at, outage.planned_until, partial)
        for service in outage.services.all():
            found[service.pk].append(one)
    notices = Notice.objects.filter(_hits(site), ended_at__isnull=True, severity__in=EFFECTS)
    for notice in notices.distinct().prefetch_related("services", "care_areas"):
        partial = bool(notice.care_areas.all())
        for service in notice.services.all():
            found[service.pk].append(Trouble(EFFECTS[notice.severity], notice.posted_at, None, partial))
    return found


def majors(site: Any) -> list[Any]:
    """The active major incidents, the worst first, with services, units and the job of the commander: three
    statements."""
    rows = MajorIncident.objects.active().filter(_hits(site, "areas__care_area")).distinct()
    return list(rows.listed().select_related("commander", "ticket").order_by("-level", "began_at", "pk"))


def last_major(site: Any) -> datetime | None:
    """When the last major incident was over; None where none ever was. One statement."""
    over = MajorIncident.objects.filter(
        _hits(site, "areas__care_area"), state__in=(MajorState.STOOD_DOWN, MajorState.REVIEWED)
    )
    ended = over.annotate(over=Coalesce("restored_at", "stood_down_at")).order_by(
        F("over").desc(nulls_last=True)
    )
    row: datetime | None = ended.values_list("over", flat=True).first()
    return row


def _hits(site: Any, areas: str = "care_areas") -> Q:
    """What is said of everywhere, or of a unit of the site."""
    return Q(**{f"{areas}__isnull": True}) | Q(**{f"{areas}__site": site}) if site else Q()
