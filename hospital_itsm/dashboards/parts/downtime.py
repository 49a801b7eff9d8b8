"""Downtime as units live it, on dashboards: minutes by unit, and paper that nobody has entered yet."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.continuity.models.major import MajorArea
from hospital_itsm.core.display import span_words
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, Cell, Column, Count, Decision, Drawn, Key, Table
from hospital_itsm.dashboards.parts import records
from hospital_itsm.dashboards.parts.services import counted_states
from hospital_itsm.kpi.rules.periods import Period

MOST: Final = 8
EVERYWHERE: Final = ""


def minutes(reader: Reader) -> Count | None:
    """Minutes in which an application was down that nobody planned, one outage after the other."""
    if not reader.may("outage.read"):
        return None
    rows = records.unplanned(records.touching(records.outages(reader), reader.period, reader))
    now = sum((_inside(one, reader.period, reader) for one in rows), timedelta(0))
    return Count(
        int(now.total_seconds() // 60),
        address(
            "continuity:outages", planned="no", state=counted_states(), domain=reader.domain, **reader.days()
        ),
        words=span_words(now.total_seconds()) if now else _("0m"),
        holds=len(rows),
    )


def _inside(outage: Any, period: Period, reader: Reader) -> timedelta:
    first, last = reader.since(period), reader.until(period)
    return min(outage.ended_at or last, last) - max(outage.began_at, first)


def by_unit(reader: Reader) -> Drawn | None:
    """How long units were without something, with the period before."""
    if not reader.may("outage.read"):
        return None
    now, before = (_units(reader, one) for one in (reader.period, reader.against))
    units = sorted({*now, *before}, key=lambda one: (-now[one], -before[one], one))
    most = max([*(one.total_seconds() for one in (*now.values(), *before.values())), 1.0])
    return Drawn(
        Table(
            (Column(_("Unit")), Column("", is_picture=True), Column(_("Down"), is_number=True)),
            tuple(
                (
                    Cell(unit or _("Everywhere")),
                    Cell(
                        "", picture=charts.bar(now[unit].total_seconds(), most, before[unit].total_seconds())
                    ),
                    Cell(_span(now[unit]), note=_("%(span)s before") % {"span": _span(before[unit])}),
                )
                for unit in units[:MOST]
            ),
        ),
        empty=_("No unplanned outage in this period, nor in the one before."),
        keys=(Key("tick", _("Period before")),),
    )


def _span(span: timedelta) -> str:
    return str(span_words(span.total_seconds())) if span else "–"


def _units(reader: Reader, period: Period) -> dict[str, timedelta]:
    found: dict[str, timedelta] = defaultdict(timedelta)
    for one in records.unplanned(records.touching(records.outages(reader), period, reader)):
        names = [area.name for area in one.care_areas.all()] or [EVERYWHERE]
        for name in names:
            found[name] += _inside(one, period, reader)
    return found


def paper_to_enter(reader: Reader) -> list[Decision]:
    """Units that went to paper in a major incident and have not entered what they wrote: one statement."""
    if not reader.may("major.read"):
        return []
    rows = list(
        MajorArea.objects.filter(
            major__in=_seen_majors(reader), paper_from__isnull=False, back_loaded_at__isnull=True,
            major__restored_at__isnull=False,
        ).select_related("major", "care_area").order_by("paper_from", "pk")
    )  # fmt: skip
    if not rows:
        return []
    names = ", ".join(one.care_area.name for one in rows[:3])
    text = ngettext(
        "%(names)s has not entered what it wrote on paper.",
        "%(n)d units have not entered what they wrote on paper: %(names)s.",
        len(rows),
    ) % {"n": len(rows), "names": names if len(rows) <= 3 else _("%(names)s and others") % {"names": names}}
    since = min(one.paper_from for one in rows if one.paper_from)
    lead = _("Since %(day)s") % {"day": date_format(since, "M j")}
    return [
        Decision(lead, text, rows[0].major.key, rows[0].major.get_absolute_url(), BAD, "file", since.date())
    ]


def _seen_majors(reader: Reader) -> Any:
    from hospital_itsm.continuity.models import MajorIncident

    return MajorIncident.objects.visible_to(reader.actor)
