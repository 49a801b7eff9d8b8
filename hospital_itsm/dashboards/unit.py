"""The card of one unit for its nurse manager: what is open, what was kept, what its devices and systems did.

Numbers, and words of the catalog; nothing that anybody wrote. Restricted tickets never count.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import OPEN_DISPOSITIONS, AssetStatus
from assets.models import Asset, RecallLine
from assets.rules.lifecycle import MAINTAINED
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.continuity.models import Outage
from hospital_itsm.core.display import span_words
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.drawn import Cell, Column, Drawn, Key, Table
from hospital_itsm.dashboards.headline import count_change_words
from hospital_itsm.dashboards.unit_lists import UnitLists
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import ONE_DAY, Moment, midnight
from hospital_itsm.kpi.measures.devices import DOWN
from hospital_itsm.kpi.measures.promises import MET, SETTLED_AT
from hospital_itsm.kpi.measures.tickets import counted
from hospital_itsm.kpi.rules.periods import Period, last_days
from tickets.choices import OPEN_STATES, Priority
from tickets.queries.queue_views import AFFECTS_CARE

DAYS: Final = 30
SOON: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=14)
MOST: Final = 6


@dataclass(frozen=True)
class Fact:
    """A number of the card, with what stands under it and the list that reproduces it."""

    name: str
    value: str
    note: str = ""
    is_late: bool = False
    url: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the card, drawn as the panels of dashboards are."""

    code: str
    title: str
    shown: Drawn


@dataclass(frozen=True)
class Card:
    """All of it, of so many days."""

    area: Any
    period: Period
    facts: Sequence[Fact]
    sections: Sequence[Section]


def card_of(area: Any, now: datetime, actor: Any) -> Card:
    """The card of a unit as of now, with the lists its reader may open: at most seventeen statements."""
    period, lists = last_days(DAYS, timezone.localdate(now)), UnitLists(area, actor)
    return Card(
        area,
        period,
        [*_open(lists, now), _reported(lists, period, now), *_kept(lists, period, now)],
        [
            Section("topics", _("Reported most"), _topics(area, period, now)),
            Section("devices", _("Devices to look after"), _devices(area, now)),
            Section("outages", _("Outages and planned downtimes"), _outages(area, period, now)),
            Section("recalls", _("Open recalls"), _recalls(area)),
        ],
    )


def _tickets(area: Any, now: datetime) -> QuerySet[Any]:
    return counted(Moment.at(now)).filter(care_area=area)


def _open(lists: UnitLists, now: datetime) -> list[Fact]:
    today = timezone.localdate(now)
    rows = _tickets(lists.area, now).filter(state__in=OPEN_STATES)
    found = rows.aggregate(
        every=Count("pk"),
        care=Count("pk", filter=AFFECTS_CARE),
        urgent=Count("pk", filter=Q(priority__in=(Priority.P1, Priority.P2))),
        oldest=Min("opened_at"),
    )
    days = (now - found["oldest"]).days if found["oldest"] else 0
    oldest = ngettext("oldest for %(n)d day", "oldest for %(n)d days", days) % {"n": days}
    urgent = ngettext("%(n)d of priority 1 or 2", "%(n)d of priority 1 or 2", found["urgent"]) % {
        "n": found["urgent"]
    }
    return [
        Fact(
            _("Open now"),
            str(found["every"]),
            oldest if found["every"] else "",
            url=lists.open_now(today),
        ),
        Fact(
            _("Patient care affected"),
            str(found["care"]),
            urgent,
            is_late=bool(found["care"]),
            url=lists.open_now(today, care="yes"),
        ),
    ]


def _reported(lists: UnitLists, period: Period, now: datetime) -> Fact:
    this, before = (_opened(lists.area, one, now).count() for one in (period, period.before()))
    change = count_change_words(this, before)
    note = change if this == before else _("%(change)s than before") % {"change": change}
    return Fact(_("Reported in 30 days"), str(this), note, url=lists.counted("opened", period))


def _opened(area: Any, period: Period, now: datetime) -> QuerySet[Any]:
    first, last = midnight(period.first), midnight(period.last + ONE_DAY)
    return _tickets(area, now).filter(opened_at__gte=first, opened_at__lt=last)


def _kept(lists: UnitLists, period: Period, now: datetime) -> list[Fact]:
    """Promises to answer and to restore that came due in the period; none where there were none."""
    facts = []
    first, last = midnight(period.first), midnight(period.last + ONE_DAY)
    for code, name in (
        ("response_on_target", _("Answered in time")),
        ("restore_on_target_urgent", _("P1, P2 restored in time")),
        ("restore_on_target_other", _("Others restored in time")),
    ):
        rows = MEASURES[code].rows(Moment.at(now)).filter(ticket__care_area=lists.area)
        rows = rows.annotate(dash_at=SETTLED_AT).filter(dash_at__gte=first, dash_at__lt=last)
        found = rows.aggregate(every=Count("pk"), met=Count("pk", filter=MET))
        if found["every"]:
            share = f"{found['met'] * 100 // found['every']}%"
            note = _("%(met)d of %(every)d") % found
            facts.append(Fact(name, share, note, url=lists.counted(code, period)))
    return facts


def _topics(area: Any, period: Period, now: datetime) -> Drawn:
    this, before = (
        Counter(
            dict(
                _opened(area, one, now)
                .filter(category__isnull=False)
                .order_by()
                .values_list("category__name")
                .annotate(n=Count("pk"))
            )
        )
        for one in (period, period.before())
    )
    ordered = sorted(this.items(), key=lambda one: (-one[1], one[0]))[:MOST]
    most = max([*this.values(), *before.values(), 1])
    return Drawn(
        Table(
            (Column(_("Topic")), Column("", is_picture=True), Column(_("Tickets"), is_number=True)),
            tuple(
                (
                    Cell(name),
                    Cell("", picture=charts.bar(number, most, before[name])),
                    Cell(str(number), note=_("%(n)d before") % {"n": before[name]}),
                )
                for name, number in ordered
            ),
        ),
        empty=_("No ticket of these 30 days has a topic."),
        keys=(Key("tick", _("30 days before")),),
    )


def _devices(area: Any, now: datetime) -> Drawn:
    """Devices of the unit that are down or missing, and those whose maintenance is overdue or due in 30 days."""
    today = timezone.localdate(now)
    due = PmStatus.objects.filter(asset=OuterRef("pk"), next_due_on__lte=today + SOON)
    away = (*DOWN, AssetStatus.MISSING)
    rows = Asset.objects.filter(care_area=area, status__in=MAINTAINED).filter(
        Q(status__in=away) | Exists(due)
    )
    rows = rows.select_related("model").annotate(dash_due=Min("pmstatus_rows__next_due_on"))
    found = sorted(rows, key=lambda one: (one.status not in away, one.dash_due or today + SOON, one.tag))
    return Drawn(
        Table(
            (Column(_("Device")), Column(_("State")), Column(_("Maintenance due"), is_number=True)),
            tuple(
                (
                    Cell(one.title, note=one.tag),
                    Cell(one.get_status_display(), mark="bad" if one.status in away else "done"),
                    Cell(
                        str(date_format(one.dash_due, "M j")) if one.dash_due else "–",
                        is_late=one.dash_due is not None and one.dash_due < today,
                    ),
                )
                for one in found[:MOST]
            ),
        ),
        empty=_("No device of the unit is down, and no maintenance is due in 30 days."),
        note=_("There are %(n)d more.") % {"n": len(found) - MOST} if len(found) > MOST else "",
    )


def _recalls(area: Any) -> Drawn:
    rows = RecallLine.objects.filter(asset__care_area=area, disposition__in=OPEN_DISPOSITIONS)
    found = list(
        rows.exclude(case__state="closed").select_related("asset__model", "case__notice").order_by("pk")
    )
    return Drawn(
        Table(
            (Column(_("Device")), Column(_("Recall"), is_number=True)),
            tuple(
                (
                    Cell(one.asset.title, note=one.asset.tag),
                    Cell(one.case.key, note=one.get_disposition_display()),
                )
                for one in found[:MOST]
            ),
        ),
        empty=_("No recall is open on a device of the unit."),
        note=_("There are %(n)d more.") % {"n": len(found) - MOST} if len(found) > MOST else "",
    )


def _outages(area: Any, period: Period, now: datetime) -> Drawn:
    """What touched the unit in the period, and downtimes planned for the next two weeks."""
    here = Q(care_areas=area) | Q(care_areas__isnull=True)
    touched = Outage.objects.touching(midnight(period.first), now).filter(here)
    coming = Outage.objects.coming(now + AHEAD).filter(here)
    rows = [
        *coming.listed().order_by("planned_from", "pk").distinct(),
        *touched.listed().order_by("-began_at", "-pk").distinct(),
    ]
    return Drawn(
        Table(
            (Column(_("Systems")), Column(_("When")), Column(_("Lasted"), is_number=True)),
            tuple(_outage_row(one, now) for one in rows[:MOST]),
        ),
        empty=_("No outage touched the unit in 30 days, and no downtime is planned for the next 14."),
        note=_("There are %(n)d more.") % {"n": len(rows) - MOST} if len(rows) > MOST else "",
    )


def _outage_row(row: Any, now: datetime) -> tuple[Cell, ...]:
    names = ", ".join(one.name for one in row.services.all())
    if row.began_at is None:
        first, last = timezone.localtime(row.planned_from), timezone.localtime(row.planned_until)
        window = _("%(first)s to %(last)s") % {"first": f"{first:%H:%M}", "last": f"{last:%H:%M}"}
        when = _("%(day)s, planned") % {"day": date_format(first, "M j")}
        return Cell(names, note=row.get_effect_display()), Cell(when, note=window), Cell("–")
    begun = timezone.localtime(row.began_at)
    lasted = span_words(((row.ended_at or now) - row.began_at).total_seconds())
    if row.ended_at is None:
        lasted = _("%(time)s so far") % {"time": lasted}
    when = _("%(day)s, planned") if row.is_planned else "%(day)s"
    return (
        Cell(names, note=row.get_effect_display()),
        Cell(when % {"day": date_format(begun, "M j")}, note=f"{begun:%H:%M}"),
        Cell(lasted, is_late=row.ended_at is None),
    )
