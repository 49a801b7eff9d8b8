"""The last 90 days of all services for the status page: marks drawn by the server, the same in words, no names.

It reads outages and services and nothing else, so that it stands while Redis and the workers are down.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.continuity.models import Outage
from hospital_itsm.continuity.rules.history import DayMark, Spell, marks_of
from hospital_itsm.core.display import day_words, span_words

DAYS: Final = 90
AHEAD: Final = timedelta(days=14)
HEIGHT: Final = 12
HEIGHTS: Final = {"down": HEIGHT, "degraded": 7}
PLANNED_HEIGHT: Final = 4
"""What was planned is lowest, whatever it did."""


@dataclass(frozen=True)
class ServiceHistory:
    """A service that was out in the period: how often without plan, for how long in all, day by day."""

    name: str
    outages: int
    planned: int
    span: timedelta
    marks: list[DayMark]
    is_out: bool

    @property
    def words(self) -> str:
        """Its history in one line."""
        parts = []
        if self.outages:
            parts.append(ngettext("%d outage", "%d outages", self.outages) % self.outages)
        if self.planned:
            parts.append(ngettext("%d planned", "%d planned", self.planned) % self.planned)
        return ", ".join([*parts, span_words(self.span.total_seconds())])

    @property
    def days(self) -> list[tuple[str, str]]:
        """Each day in words, the latest first."""
        now = timezone.localtime()
        return [(day_words(_noon(mark.day), now), mark_words(mark)) for mark in reversed(self.marks)]


@dataclass(frozen=True)
class History:
    """What the status page says of the period."""

    services: list[ServiceHistory]
    coming: list[Outage]
    first: date
    last: date


def history_of(now: datetime) -> History:
    """Everything that was out in 90 days and is planned for the next 14: two statements."""
    last = timezone.localdate(now)
    first = last - timedelta(days=DAYS - 1)
    since = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    touching = Q(began_at__isnull=False, began_at__lt=now) & (
        Q(ended_at__isnull=True) | Q(ended_at__gt=since)
    )
    coming = Q(began_at__isnull=True, starts_at__lte=now + AHEAD, planned_until__gt=now)
    rows = Outage.objects.counted().filter(touching | coming).prefetch_related("services")
    found = sorted(rows, key=lambda one: (one.starts_at, one.pk))
    begun = [one for one in found if one.began_at is not None]
    ahead = [one for one in found if one.began_at is None]
    return History(_services(begun, first, last, now), ahead, first, last)


def _services(rows: Iterable[Outage], first: date, last: date, now: datetime) -> list[ServiceHistory]:
    by_service: dict[Any, list[Outage]] = defaultdict(list)
    for row in rows:
        for service in row.services.all():
            if service.is_active:
                by_service[service].append(row)
    found = [_history(service, outages, first, last, now) for service, outages in by_service.items()]
    return sorted(found, key=lambda one: (not one.is_out, -one.span, one.name))


def _history(service: Any, rows: Sequence[Outage], first: date, last: date, now: datetime) -> ServiceHistory:
    spells = [
        Spell(one.began_at, one.ended_at, one.effect, one.is_planned)
        for one in rows
        if one.began_at is not None
    ]
    marks = marks_of(spells, first, last, timezone.get_current_timezone(), now)
    planned = sum(one.is_planned for one in rows)
    return ServiceHistory(
        service.name,
        len(rows) - planned,
        planned,
        sum((mark.span for mark in marks), timedelta(0)),
        marks,
        any(one.ended_at is None for one in rows),
    )


def mark_words(mark: DayMark) -> str:
    """A day in words."""
    span = span_words(mark.span.total_seconds())
    if mark.is_planned:
        return _("planned work, %(span)s") % {"span": span}
    if mark.effect == "down":
        return _("down for %(span)s") % {"span": span}
    return _("slow or partly down for %(span)s") % {"span": span}


def strip(history: ServiceHistory, first: date) -> SafeString:
    """The days as marks on a line: high was down, half as high slow, low and light planned; words stand beside it."""
    solid = "".join(_bar(mark, first) for mark in history.marks if not mark.is_planned)
    light = "".join(_bar(mark, first) for mark in history.marks if mark.is_planned)
    return format_html(
        '<svg width="180" height="{1}" viewBox="0 0 {0} {1}" preserveAspectRatio="none" role="img" aria-label="{2}">'
        '<path d="M0 {3}h{0}" stroke="currentColor" opacity=".4"/><path d="{4}" fill="currentColor"/>'
        '<path d="{5}" fill="currentColor" opacity=".55"/></svg>',
        DAYS,
        HEIGHT,
        _("%(days)d days: %(words)s") % {"days": DAYS, "words": history.words},
        HEIGHT - 0.5,
        solid,
        light,
    )


def _bar(mark: DayMark, first: date) -> str:
    height = PLANNED_HEIGHT if mark.is_planned else HEIGHTS.get(mark.effect, HEIGHT)
    return f"M{(mark.day - first).days} {HEIGHT}v-{height}h1v{height}z"


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)
