"""What units report, on dashboards: by service and unit, by topic, by day and night.

Restricted tickets never count, merged ones count once, as in every figure (`kpi/measures/tickets.py`).
"""

from collections import Counter
from typing import Any, Final

from django.db.models import Count as Counted
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractHour
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader
from hospital_itsm.dashboards.drawn import WARN, Cell, Column, Count, Decision, Drawn, Key, Table
from hospital_itsm.kpi.measures.base import Moment
from hospital_itsm.kpi.measures.tickets import counted, incidents
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import Period
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import User
from tickets.choices import OPEN_STATES
from tickets.queries.queue_views import AFFECTS_CARE

MOST: Final = 6
MOST_UNITS: Final = 8
DAY_BEGINS, DAY_ENDS = 7, 19
"""The hours of the day shift."""
RISE_SHARE, RISE_LEAST = 1.5, 5
"""A unit is told where it reports half as much again, and at least five more."""
THOUSAND: Final = 1000
AGES: Final = ((0, 2), (3, 7), (8, 14), (15, 30), (31, 60), (61, None))
"""Days of age that stand together (domain 6.2)."""


def opened(reader: Reader, period: Period, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those opened in a period, of the site asked for."""
    found = rows.filter(opened_at__gte=reader.since(period), opened_at__lt=reader.until(period))
    return found if reader.site is None else found.filter(care_area__site=reader.site)


def may(reader: Reader) -> bool:
    """Who reads the figures of tickets reads these."""
    return reader.may("kpi.read", BY_CODE["opened"])


def per_thousand(reader: Reader) -> Count | None:
    """Problems with services of the domain per 1,000 people who work here: three statements."""
    if not may(reader):
        return None
    people = User.objects.filter(is_active=True, kind=AccountKind.PERSON).count()
    if not people:
        return None
    now, before = (_problems(reader, one).count() for one in (reader.period, reader.against))
    return Count(
        round(now * THOUSAND / people),
        list_of(reader, "problems"),
        round(before * THOUSAND / people),
        words=f"{now * THOUSAND / people:,.1f}",
        holds=now,
    )


def _problems(reader: Reader, period: Period) -> QuerySet[Any]:
    """Incidents about services of the domain that were opened in a period."""
    rows = incidents(Moment.at(reader.now)).filter(service__domain=reader.domain)
    return opened(reader, period, rows)


def problem_keys(reader: Reader, service: str = "") -> QuerySet[Any]:
    """Incidents about services of the domain, or those of units about one of them."""
    rows = _problems(reader, reader.period)
    rows = rows.filter(service__code=service, care_area__isnull=False) if service else rows
    return rows.order_by().values_list("pk", flat=True)


def by_service_and_unit(reader: Reader) -> Drawn | None:
    """Incidents of the domain's services, the most reported ones by the units that report most: one statement."""
    if not may(reader):
        return None
    found = _problems(reader, reader.period).filter(care_area__isnull=False).order_by()
    cells = found.values_list("service__name", "service__code", "care_area__code").annotate(n=Counted("pk"))
    table: Counter[tuple[str, str]] = Counter()
    services: Counter[tuple[str, str]] = Counter()
    units: Counter[str] = Counter()
    for name, code, unit, n in cells:
        table[code, unit] += n
        services[name, code] += n
        units[unit] += n
    columns = [unit for unit, _n in _ranked(units)[:MOST]]
    most = max([*table.values(), 1])
    return Drawn(
        Table(
            (
                Column(_("Application")),
                *(Column(unit, is_number=True, is_aside=at > 1) for at, unit in enumerate(columns)),
                Column(_("All units"), is_number=True),
            ),
            tuple(
                (
                    Cell(name, url=list_of(reader, "problems", code), holds=total),
                    *(_heat(table[code, unit], most) for unit in columns),
                    Cell(str(total)),
                )
                for (name, code), total in _ranked(services)[:MOST]
            ),
        ),
        empty=_("Nobody reported a problem with an application in this period."),
        note=_("Red marks the places with the most reports."),
    )


def _ranked(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _heat(number: int, most: int) -> Cell:
    return Cell(str(number) if number else "–", is_late=number > 1 and number * 2 > most)


def requests_by_age(reader: Reader) -> Drawn | None:
    """Open requests of the domain by their age: one statement."""
    if not may(reader):
        return None
    rows = counted(Moment.at(reader.now)).filter(
        kind="request", state__in=OPEN_STATES, team__domain=reader.domain
    )
    rows = rows if reader.site is None else rows.filter(care_area__site=reader.site)
    ages = [(reader.now - at).days for at in rows.values_list("opened_at", flat=True)]
    counts = [sum(low <= age and (high is None or age <= high) for age in ages) for low, high in AGES]
    most = max([*counts, 1])
    return Drawn(
        Table(
            (Column(_("Open for")), Column("", is_picture=True), Column(_("Requests"), is_number=True)),
            tuple(
                (Cell(_age(low, high)), Cell("", picture=charts.bar(number, most)), Cell(str(number)))
                for (low, high), number in zip(AGES, counts, strict=True)
            )
            if ages
            else (),
        ),
        empty=_("No request is open."),
        aside=ngettext("%(n)d open", "%(n)d open", len(ages)) % {"n": len(ages)},
    )


def _age(low: int, high: int | None) -> str:
    if high is None:
        return _("over %(days)d days") % {"days": low - 1}
    return _("%(low)d to %(high)d days") % {"low": low, "high": high}


def care_by_unit(reader: Reader) -> Drawn | None:
    """Incidents that touch patient care by the unit that reported them, with the period before: two statements."""
    if not may(reader):
        return None
    now, before = (_care_units(reader, one) for one in (reader.period, reader.against))
    units = sorted({*now, *before}, key=lambda one: (-now[one], -before[one], one))
    most = max([*now.values(), *before.values(), 1])
    opens = reader.may("unit_card.read")
    return Drawn(
        Table(
            (Column(_("Unit")), Column("", is_picture=True), Column(_("Tickets"), is_number=True)),
            tuple(
                (
                    Cell(unit[0], url=reverse("dashboards:unit", args=(unit[1],)) if opens else ""),
                    Cell("", picture=charts.bar(now[unit], most, before[unit])),
                    Cell(
                        str(now[unit]), note=_("%(n)d before") % {"n": before[unit]},
                        url=list_of(reader, "care", unit[1]), holds=now[unit],
                    ),
                )
                for unit in units[:MOST_UNITS]
            ),
        ),
        empty=_("No ticket of this period touched patient care, nor one of the period before."),
        keys=(Key("tick", _("Period before")),),
    )  # fmt: skip


def _care(reader: Reader, period: Period) -> QuerySet[Any]:
    """Incidents of a period that touch patient care."""
    return opened(reader, period, incidents(Moment.at(reader.now)).filter(AFFECTS_CARE))


def care_keys(reader: Reader, unit: str) -> QuerySet[Any]:
    """Those of a unit."""
    return _care(reader, reader.period).filter(care_area__code=unit).order_by().values_list("pk", flat=True)


def _care_units(reader: Reader, period: Period) -> Counter[tuple[str, str]]:
    rows = _care(reader, period).filter(care_area__isnull=False)
    rows = rows.order_by().values_list("care_area__name", "care_area__code").annotate(n=Counted("pk"))
    return Counter({(name, code): number for name, code, number in rows})


def day_and_night(reader: Reader) -> Drawn | None:
    """Incidents that touch patient care by the shift in which they were reported: two statements."""
    if not may(reader):
        return None
    now, before = (_shifts(reader, one) for one in (reader.period, reader.against))
    words = (
        _("Day, %(first)02d to %(last)02d") % {"first": DAY_BEGINS, "last": DAY_ENDS},
        _("Night, %(first)02d to %(last)02d") % {"first": DAY_ENDS, "last": DAY_BEGINS},
    )
    most = max([*now, *before, 1])
    return Drawn(
        Table(
            (Column(_("Reported by")), Column("", is_picture=True), Column(_("Tickets"), is_number=True)),
            tuple(
                (
                    Cell(said),
                    Cell("", picture=charts.bar(number, most, earlier)),
                    Cell(str(number), note=_("%(n)d before") % {"n": earlier}),
                )
                for said, number, earlier in zip(words, now, before, strict=True)
            )
            if any((*now, *before))
            else (),
        ),
        empty=_("No ticket of this period touched patient care, nor one of the period before."),
        keys=(Key("tick", _("Period before")),),
    )


def _shifts(reader: Reader, period: Period) -> tuple[int, int]:
    hours = (
        _care(reader, period)
        .annotate(dash_hour=ExtractHour("opened_at", tzinfo=timezone.get_current_timezone()))
        .order_by()
    )
    found = dict(hours.values_list("dash_hour").annotate(n=Counted("pk")))
    by_day = sum(n for hour, n in found.items() if DAY_BEGINS <= hour < DAY_ENDS)
    return by_day, sum(found.values()) - by_day


def topics(reader: Reader) -> Drawn | None:
    """What units report most, by the topic the desk gave it, with the period before: two statements."""
    if not may(reader):
        return None
    now, before = (_topics(reader, one) for one in (reader.period, reader.against))
    ordered = _ranked(now)[:MOST_UNITS]
    most = max([*now.values(), *before.values(), 1])
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
        empty=_("No ticket of this period has a topic."),
        keys=(Key("tick", _("Period before")),),
    )


def _topics(reader: Reader, period: Period) -> Counter[str]:
    rows = opened(reader, period, counted(Moment.at(reader.now)).filter(category__isnull=False))
    return Counter(dict(rows.order_by().values_list("category__name").annotate(n=Counted("pk"))))


def rising(reader: Reader) -> list[Decision]:
    """Units that report half as much again as before, and at least five more: two statements."""
    if not may(reader):
        return []
    now, before = (_units(reader, one) for one in (reader.period, reader.against))
    found = [
        (unit, number, before[unit])
        for unit, number in _ranked(now)
        if before[unit] and number >= before[unit] * RISE_SHARE and number - before[unit] >= RISE_LEAST
    ]
    return [_rising(*one, reader) for one in found[:2]]


def _of_units(reader: Reader, period: Period) -> QuerySet[Any]:
    rows = incidents(Moment.at(reader.now)).filter(care_area__isnull=False)
    return opened(reader, period, rows).order_by()


def unit_keys(reader: Reader, unit: str) -> QuerySet[Any]:
    """Incidents that a unit reported in the period."""
    return _of_units(reader, reader.period).filter(care_area__code=unit).values_list("pk", flat=True)


def _units(reader: Reader, period: Period) -> Counter[tuple[str, str]]:
    rows = _of_units(reader, period).values_list("care_area__name", "care_area__code")
    return Counter({(name, code): n for name, code, n in rows.annotate(n=Counted("pk"))})


def _rising(unit: tuple[str, str], number: int, before: int, reader: Reader) -> Decision:
    name, code = unit
    text = _("%(unit)s reported %(n)d problems, %(before)d in the period before. Ask what changed there.")
    return Decision(
        _("Rising"),
        text % {"unit": name, "n": number, "before": before},
        ngettext("%(n)d ticket", "%(n)d tickets", number) % {"n": number},
        list_of(reader, "reported", code),
        WARN,
        "activity",
        strong=(name,),
        holds=number,
    )


def count_safety(reader: Reader) -> Count | None:
    """Open tickets that were flagged for patient safety, restricted ones left out: one statement."""
    if not may(reader):
        return None
    return Count(len(safety(reader)), list_of(reader, "safety"))


def _flagged(reader: Reader) -> QuerySet[Any]:
    flagged = Q(is_patient_safety=True, state__in=OPEN_STATES)
    rows = counted(Moment.at(reader.now)).filter(flagged)
    return rows if reader.site is None else rows.filter(care_area__site=reader.site)


def safety_keys(reader: Reader, of: str = "") -> QuerySet[Any]:
    """Open tickets that were flagged for patient safety."""
    return _flagged(reader).order_by().values_list("pk", flat=True)


def safety(reader: Reader) -> list[Any]:
    """When each of them was opened, the oldest first."""

    def read() -> list[Any]:
        return list(_flagged(reader).order_by("opened_at").values_list("opened_at", flat=True))

    found: list[Any] = reader.once("safety", read)
    return found


def safety_open(reader: Reader) -> list[Decision]:
    """Problems flagged for patient safety that are still open."""
    if not may(reader) or not safety(reader):
        return []
    ages = safety(reader)
    days = (reader.now - ages[0]).days
    text = ngettext(
        "%(n)d problem flagged for patient safety is open, for %(days)s.",
        "%(n)d problems flagged for patient safety are open, the oldest for %(days)s.",
        len(ages),
    ) % {"n": len(ages), "days": ngettext("%(n)d day", "%(n)d days", days) % {"n": days}}
    return [
        Decision(
            _("Patient safety"), text, ngettext("%(n)d ticket", "%(n)d tickets", len(ages)) % {"n": len(ages)},
            list_of(reader, "safety"), "bad", "alert-triangle", holds=len(ages),
        )
    ]  # fmt: skip
