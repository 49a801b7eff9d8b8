"""Planned maintenance on dashboards: by class of risk, never as one share, which would hide the risk (domain 6.5)."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.models import Asset
from hospital_itsm.cmms.models import PmStatus
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Decision, Drawn, Table
from hospital_itsm.kpi.behind import Part
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import ALL, OUT, Moment, flag
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import Period

CLASSES: Final = {
    "maintained_life_support": gettext_lazy("Life support"),
    "maintained_high_risk": gettext_lazy("High risk"),
    "maintained_other": gettext_lazy("Other"),
}
URGENT: Final = ("maintained_life_support", "maintained_high_risk")
SOON: Final = timedelta(days=7)
MONTH: Final = timedelta(days=30)
MOST: Final = 8


def by_risk(reader: Reader) -> Drawn | None:
    """Devices with planned maintenance by class: how many, how many overdue, how many due in 30 days."""
    if not _may(reader):
        return None
    rows = []
    for code, words in CLASSES.items():
        every, late, soon, _week = counts(reader, code)
        done = every - late
        share = charts.bar(done, every) if every else ""
        rows.append(
            (
                Cell(str(words), url=list_url(reader, code, ALL) if every else "", holds=every),
                Cell(_share(done, every), picture=share),
                Cell(_share(done, every)),
                Cell(
                    str(late), url=list_url(reader, code, OUT) if late else "", is_late=bool(late), holds=late
                ),
                Cell(str(soon), url=list_of(reader, "due_in_month", code) if soon else "", holds=soon),
            )
        )
    return Drawn(
        Table(
            (
                Column(_("Class of risk")),
                Column("", is_picture=True, is_aside=True),
                Column(_("In time"), is_number=True),
                Column(_("Overdue"), is_number=True),
                Column(_("Due in 30 days"), is_number=True),
            ),
            tuple(rows),
        ),
        note=_("Each class is told by itself: one figure for all would hide the devices that matter most."),
    )


def _share(part: int, every: int) -> str:
    return f"{part * 1000 // every / 10:g}%" if every else "–"


def counts(reader: Reader, code: str) -> tuple[int, int, int, int]:
    """All devices of a class, those overdue, those due in 30 days and in a week: one statement, read once."""

    found = _looked(reader, code)
    late_ones = sum(late for _pk, late, _month, _week in found)
    soon = sum(month for _pk, late, month, _week in found if not late)
    week = sum(one for _pk, late, _month, one in found if not late)
    return len(found), late_ones, soon, week


def month_keys(reader: Reader, code: str) -> list[int]:
    """Devices of a class that are due in 30 days."""
    return [pk for pk, late, month, _week in _looked(reader, code) if month and not late]


def week_keys(reader: Reader, code: str) -> list[int]:
    """Devices of a class that are due in a week."""
    return [pk for pk, late, _month, week in _looked(reader, code) if week and not late]


def _looked(reader: Reader, code: str) -> list[tuple[int, int, int, int]]:
    """Each device of a class, whether it is overdue, due in 30 days, in a week; none for a class there is not."""

    def read() -> list[tuple[int, int, int, int]]:
        due = PmStatus.objects.filter(asset=OuterRef("pk"), next_due_on__gte=reader.today)
        late = PmStatus.objects.filter(asset=OuterRef("pk"), next_due_on__lt=reader.today)
        rows = _rows(reader, code).annotate(
            dash_late=flag(Q(Exists(late))),
            dash_month=flag(Q(Exists(due.filter(next_due_on__lte=reader.today + MONTH)))),
            dash_week=flag(Q(Exists(due.filter(next_due_on__lte=reader.today + SOON)))),
        )
        return list(rows.values_list("pk", "dash_late", "dash_month", "dash_week"))

    if code not in CLASSES:
        return []
    found: list[tuple[int, int, int, int]] = reader.once(f"maintenance {code}", read)
    return found


def _rows(reader: Reader, code: str) -> QuerySet[Any]:
    """Devices of a class as the figure counts them now."""
    measure = MEASURES[code]
    return measure.placed(measure.rows(Moment.at(reader.now)), reader.question.scope.site, "").order_by()


def list_url(reader: Reader, code: str, part: str) -> str:
    """The list of them."""
    today = Period(reader.today, reader.today)
    return address("assets:assets", kpi=str(Part(code, part, today, reader.site.code if reader.site else "")))


def urgent_due(reader: Reader) -> list[Decision]:
    """Life-support and high-risk devices past their date, or due within a week."""
    if not _may(reader):
        return []
    return [one for code in URGENT for one in _urgent(reader, code)]


def _urgent(reader: Reader, code: str) -> list[Decision]:
    _every, late, _soon, week = counts(reader, code)
    until = _day(reader.today + SOON)
    named = {"class": str(CLASSES[code]).lower(), "until": until}
    more = ngettext("%(n)d more is due by %(until)s.", "%(n)d more are due by %(until)s.", week)
    if late:
        text = ngettext(
            "%(n)d device of class %(class)s is past its maintenance date.",
            "%(n)d devices of class %(class)s are past their maintenance date.",
            late,
        ) % {**named, "n": late}
        if week:
            text += " " + more % {**named, "n": week}
        go = ngettext("%(n)d device", "%(n)d devices", late) % {"n": late}
        url = list_url(reader, code, OUT)
        return [Decision(_("Overdue"), text, go, url, BAD, "alert-octagon", reader.today, holds=late)]
    if week:
        text = ngettext(
            "%(n)d device of class %(class)s is due for maintenance.",
            "%(n)d devices of class %(class)s are due for maintenance.",
            week,
        ) % {**named, "n": week}
        lead = _("By %(day)s") % {"day": until}
        go = ngettext("%(n)d device", "%(n)d devices", week) % {"n": week}
        url = list_of(reader, "due_in_week", code)
        return [Decision(lead, text, go, url, WARN, "calendar", reader.today + SOON, holds=week)]
    return []


def overdue(reader: Reader) -> Drawn | None:
    """Devices whose maintenance is overdue: those of the highest risk first, of these the longest: one statement."""
    if not _may(reader):
        return None
    late = PmStatus.objects.filter(next_due_on__lt=reader.today)
    found: list[Any] = []
    for code in CLASSES:
        rows = Asset.objects.visible_to(reader.actor).filter(
            pk__in=_rows(reader, code).values("pk"), pmstatus_rows__in=late
        )
        since = rows.annotate(dash_since=Min("pmstatus_rows__next_due_on")).select_related("care_area")
        found += [(code, row) for row in since.order_by("dash_since", "tag")[: MOST - len(found)]]
        if len(found) == MOST:
            break
    return Drawn(
        Table(
            (
                Column(_("Device")),
                Column(_("Unit"), is_aside=True),
                Column(_("Class of risk")),
                Column(_("Due since"), is_number=True),
            ),
            tuple(
                (
                    Cell(row.title, url=row.get_absolute_url(), note=row.tag),
                    Cell(row.care_area.name if row.care_area else "–"),
                    Cell(str(CLASSES[code])),
                    Cell(_day(row.dash_since), is_late=code in URGENT),
                )
                for code, row in found
            ),
        ),
        empty=_("No planned maintenance is overdue."),
    )


def _may(reader: Reader) -> bool:
    return all(reader.may("kpi.read", BY_CODE[code]) for code in CLASSES)


def _day(day: Any) -> str:
    return str(date_format(day, "M j"))
