"""Services on dashboards: availability day by day, major incidents, outages by cause, tests of recovery."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assets.choices import ServiceLifecycle
from hospital_itsm.continuity.choices import CauseClass, MajorState, OutageState, TestResult
from hospital_itsm.continuity.figures import availability_of
from hospital_itsm.continuity.models import Outage, RecoveryTest
from hospital_itsm.continuity.queries.agreed import agreed_calendars, values_of
from hospital_itsm.continuity.rules.downtime import FIRST_TIERS
from hospital_itsm.continuity.rules.history import Spell, marks_of
from hospital_itsm.continuity.rules.registers import LATE, standing_of
from hospital_itsm.core.display import span_words
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.charts import Day
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Count, Decision, Drawn, Key, Table
from hospital_itsm.dashboards.parts import records
from hospital_itsm.kpi import reading
from hospital_itsm.kpi.measures.base import ONE_DAY, midnight
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.kpi.rules.periods import Period

MOST_SERVICES: Final = 8
LONGEST_STRIP: Final = 92
SHORT, LONG = timedelta(minutes=10), timedelta(minutes=30)
TALLEST: Final = timedelta(hours=1)
REPEATED: Final = 3
"""So many outages of one service in 90 days ask for a decision."""
MOST_MAJORS: Final = 5
WEEKS: Final = 12
LIVE: Final = str(ServiceLifecycle.LIVE)
MAJOR_MARKS: Final = {
    MajorState.ACTIVE: "prog",
    MajorState.STOOD_DOWN: "wait",
    MajorState.REVIEWED: "done",
}


@dataclass(frozen=True)
class _Line:
    service: Any
    found: Any
    marks: dict[date, timedelta]


def availability(reader: Reader) -> Drawn | None:
    """Services of tiers 0 and 1, those that were down longest first: at most nine statements."""
    if not reader.may("outage.read"):
        return None
    services = records.first_services(reader)
    period = shortened(reader.period, LONGEST_STRIP)
    first, last = reader.since(period), reader.until(period)
    lines = _lines(services, first, last, period, reader)
    lines.sort(key=lambda one: (-one.found.down, one.service.name))
    days = [period.first + ONE_DAY * at for at in range(period.days)]
    target = targets(reader)["availability_first"]
    return Drawn(
        Table(
            (
                Column(_("Service")),
                Column(
                    _("%(first)s to %(last)s") % {"first": _day(period.first), "last": _day(period.last)},
                    is_picture=True,
                ),
                Column(_("Available"), is_number=True),
                Column(_("Down"), is_number=True, is_aside=True),
            ),
            tuple(_service_row(one, days, target) for one in lines[:MOST_SERVICES]),
        ),
        empty=_("No live service of tier 0 or 1 is on record here."),
        keys=(
            Key("s0", _("Up")),
            Key("s1", _("1 to 10 min")),
            Key("s2", _("11 to 30")),
            Key("s3", _("Over 30")),
        ),
        more=ngettext("All %(n)d service", "All %(n)d services", len(services)) % {"n": len(services)},
        more_url=address("assets:portfolio", domain=reader.domain, tier=sorted(FIRST_TIERS), lifecycle=LIVE)
        if reader.may("portfolio.read")
        else "",
        more_holds=len(services),
    )


def _lines(services: Sequence[Any], first: Any, last: Any, period: Period, reader: Reader) -> list[_Line]:
    calendars = values_of(agreed_calendars(services)) if services else {}
    outages: dict[int, list[Outage]] = {}
    for outage in records.touching(records.outages(reader), period, reader):
        for service in outage.services.all():
            outages.setdefault(service.pk, []).append(outage)
    zone = timezone.get_current_timezone()
    found = []
    for one in services:
        its = outages.get(one.pk, [])
        spells = [
            Spell(row.began_at, row.ended_at, row.effect)
            for row in its
            if row.began_at and not row.is_planned
        ]
        marks = {
            mark.day: mark.span for mark in marks_of(spells, period.first, period.last, zone, reader.now)
        }
        found.append(_Line(one, availability_of(calendars.get(one.pk), its, first, last), marks))
    return found


def _service_row(one: _Line, days: Sequence[date], target: Decimal | None) -> tuple[Cell, ...]:
    said = ", ".join(
        _("%(span)s on %(day)s") % {"span": span_words(span.total_seconds()), "day": _day(day)}
        for day, span in sorted(one.marks.items())
    )
    return (
        Cell(one.service.name, url=one.service.get_absolute_url()),
        Cell(said or _("No downtime"), picture=charts.strip([_mark(one.marks.get(day)) for day in days])),
        Cell(
            f"{one.found.percent}%" if one.found.percent else "–", is_late=is_below(one.found.share, target)
        ),
        Cell(span_words(one.found.down.total_seconds()) if one.found.down else "–"),
    )


def is_below(share: Fraction | None, target: Decimal | None) -> bool:
    """Was a service available for less than the target says, in percent?"""
    return share is not None and target is not None and share * 100 < Fraction(target)


def _mark(span: timedelta | None) -> Day:
    if not span:
        return Day(0, "s0")
    shape = "s1" if span <= SHORT else "s2" if span <= LONG else "s3"
    return Day(0.15 + 0.85 * min(span / TALLEST, 1), shape)


def shortened(period: Period, most: int) -> Period:
    """The last days of a period, at most so many."""
    return period if period.days <= most else Period(period.last - ONE_DAY * (most - 1), period.last)


def count_majors(reader: Reader) -> Count | None:
    """How many major incidents were declared."""
    if not reader.may("major.read"):
        return None
    rows = records.majors(reader)
    now, before = (len(records.declared_in(rows, one, reader)) for one in (reader.period, reader.against))
    return Count(now, _majors_url(reader), before)


def counted_states() -> list[str]:
    """The states of outages that count and have begun, as the list takes them."""
    return [str(OutageState.RUNNING), str(OutageState.OVER)]


def _majors_url(reader: Reader) -> str:
    days = reader.days(first="declared_from", last="declared_until")
    return address("continuity:majors", domain=reader.domain, **days)


def majors(reader: Reader) -> Drawn | None:
    """The latest major incidents with how they stand."""
    if not reader.may("major.read"):
        return None
    rows = records.declared_in(records.majors(reader), reader.period, reader)
    return Drawn(
        Table(
            (Column(_("Major incident")), Column(_("Stands")), Column(_("Lasted"), is_number=True)),
            tuple(_major_row(one, reader) for one in rows[:MOST_MAJORS]),
        ),
        empty=_("No major incident was declared in this period."),
        more=ngettext("All %(n)d", "All %(n)d", len(rows)) % {"n": len(rows)} if rows else "",
        more_url=_majors_url(reader) if rows else "",
        more_holds=len(rows),
    )


def _major_row(one: Any, reader: Reader) -> tuple[Cell, ...]:
    ended = one.restored_at or one.stood_down_at or reader.now
    stands = str(one.get_state_display())
    if one.state == MajorState.STOOD_DOWN and one.review_due_on:
        stands = _("Review due %(day)s") % {"day": _day(one.review_due_on)}
    is_late = bool(
        one.state == MajorState.STOOD_DOWN and one.review_due_on and one.review_due_on < reader.today
    )
    return (
        Cell(
            records.name_of(one), url=one.get_absolute_url(), note=_day(timezone.localdate(one.promoted_at))
        ),
        Cell(stands, mark="bad" if is_late else MAJOR_MARKS.get(one.state, "none")),
        Cell(span_words((ended - one.began_at).total_seconds())),
    )


def outages_by_cause(reader: Reader) -> Drawn | None:
    """Unplanned outages by cause, with the period before."""
    if not reader.may("outage.read"):
        return None
    now, before = (_causes(reader, one) for one in (reader.period, reader.against))
    most = max([*now.values(), *before.values(), 1])
    ordered = sorted({*now, *before}, key=lambda code: (-now[code], -before[code], code))
    rows = tuple(
        (
            Cell(
                str(CauseClass(code).label) if code else _("Not said yet"),
                url=_cause_url(code, reader) if code else list_of(reader, "cause_unsaid"),
                holds=now[code],
            ),
            Cell("", picture=charts.bar(now[code], most, before[code])),
            Cell(str(now[code]), note=_("%(n)d before") % {"n": before[code]}),
        )
        for code in ordered
    )
    return Drawn(
        Table((Column(_("Cause")), Column("", is_picture=True), Column(_("Outages"), is_number=True)), rows),
        empty=_("No unplanned outage in this period, nor in the one before."),
        keys=(Key("tick", _("Period before")),),
    )


def _cause_url(code: str, reader: Reader) -> str:
    return address(
        "continuity:outages", cause=code, planned="no", state=counted_states(), domain=reader.domain,
        **reader.days(),
    )  # fmt: skip


def without_cause(reader: Reader, of: str = "") -> list[int]:
    """Unplanned outages of the period of which nobody has said the cause."""
    rows = records.unplanned(records.touching(records.outages(reader), reader.period, reader))
    return [one.pk for one in rows if not one.cause]


def _causes(reader: Reader, period: Period) -> Counter[str]:
    """Those that touch the period, as the list of the link has them."""
    rows = records.unplanned(records.touching(records.outages(reader), period, reader))
    return Counter(one.cause for one in rows)


def repeated_outages(reader: Reader) -> list[Decision]:
    """Services that failed three times in 90 days, as the list of outages from that day on counts them."""
    if not reader.may("outage.read"):
        return []
    since = midnight(records.first_looked_at(reader))
    rows = [
        one
        for one in records.unplanned(records.outages(reader))
        if one.ended_at is None or one.ended_at >= since
    ]
    by_service: dict[Any, list[Outage]] = {}
    for row in rows:
        for service in row.services.all():
            if not reader.domain or service.domain == reader.domain:
                by_service.setdefault(service, []).append(row)
    found = [(service, its) for service, its in by_service.items() if len(its) >= REPEATED]
    return [_repeated(service, its, reader) for service, its in sorted(found, key=lambda one: -len(one[1]))]


def _repeated(service: Any, outages: Sequence[Outage], reader: Reader) -> Decision:
    span = sum(((one.ended_at or reader.now) - one.began_at for one in outages if one.began_at), timedelta(0))
    length = span_words(span.total_seconds())
    causes = {one.cause for one in outages}
    words = {"service": service.name, "span": length}
    text = _("%(service)s was down for %(span)s in 90 days.") % words
    if len(causes) == 1 and (cause := causes.pop()):
        text += " " + _("All of it: %(cause)s.") % {"cause": str(CauseClass(cause).label).lower()}
    else:
        text += " " + _("No one cause explains it.")
    since = records.first_looked_at(reader).isoformat()
    return Decision(
        ngettext("%(n)d outage", "%(n)d outages", len(outages)) % {"n": len(outages)},
        text,
        _("Outages"),
        address(
            "continuity:outages", service=service.code, planned="no", state=counted_states(), from_=since
        ),
        BAD if service.tier in FIRST_TIERS else WARN,
        "activity",
        strong=(length,),
        holds=len(outages),
    )


def reviews_late(reader: Reader) -> list[Decision]:
    """Major incidents whose review is late."""
    if not reader.may("major.read"):
        return []
    late = [
        one
        for one in records.majors(reader)
        if one.state == MajorState.STOOD_DOWN and one.review_due_on and one.review_due_on < reader.today
    ]
    return [
        Decision(
            _("Due %(day)s") % {"day": _day(row.review_due_on)},
            _("The review of %(major)s is late. Nobody has said its cause.")
            % {"major": records.name_of(row)},
            row.key,
            row.get_absolute_url(),
            WARN,
            "urgent",
            row.review_due_on,
            (records.name_of(row),),
        )
        for row in sorted(late, key=lambda one: (one.review_due_on, one.pk))[:MOST_MAJORS]
    ]


def recovery_tests(reader: Reader) -> Drawn | None:
    """The latest test of each live service of tiers 0 and 1, those that were never tested first: two statements."""
    if not reader.may("outage.read"):
        return None
    lines = tested(reader)
    late = sum(one[2] for one in lines)
    return Drawn(
        Table(
            (Column(_("Service")), Column(_("Last test")), Column(_("Next due"), is_number=True)),
            tuple(_test_row(service, test, is_late) for service, test, is_late in lines[:MOST_SERVICES]),
        ),
        empty=_("No live service of tier 0 or 1 is on record here."),
        big=str(late),
        big_url=list_of(reader, "unproven") if late else "",
        big_words=_("of %(n)d services of tiers 0 and 1 without a current test") % {"n": len(lines)},
        more=_("All tests"),
        more_url=address("continuity:tests"),
    )


def untested(reader: Reader) -> list[Decision]:
    """Services of tier 0 that no test has ever proven, or whose test is late: two statements."""
    if not reader.may("outage.read"):
        return []
    late = [one for one in tested(reader) if one[2]]
    if not late:
        return []
    names = ", ".join(service.name for service, _test, _late in late[:3])
    if len(late) > 3:
        names = _("%(names)s and others") % {"names": names}
    words = {"n": len(late), "names": names}
    text = (
        ngettext(
            "%(n)d service of tier 0 or 1 has no current test of its recovery: %(names)s.",
            "%(n)d services of tiers 0 and 1 have no current test of their recovery: %(names)s.",
            len(late),
        )
        % words
    )
    go = ngettext("%(n)d service", "%(n)d services", len(late)) % words
    url = list_of(reader, "unproven")
    return [Decision(_("Not proven"), text, go, url, WARN, "checks", strong=(names,), holds=len(late))]


def unproven(reader: Reader, of: str = "") -> list[int]:
    """Services of tiers 0 and 1 whose recovery no current test proves."""
    return [service.pk for service, _test, is_late in tested(reader) if is_late]


def tested(reader: Reader) -> list[tuple[Any, Any, bool]]:
    """The same as `_tested`, read once a request."""
    found: list[tuple[Any, Any, bool]] = reader.once("tested", lambda: _tested(reader))
    return found


def _tested(reader: Reader) -> list[tuple[Any, Any, bool]]:
    """Each live service of tiers 0 and 1, its latest test, and whether that is missing, failed or late."""
    services = records.first_services(reader)
    rows = RecoveryTest.objects.visible_to(reader.actor).filter(withdrawn_reason="", service__in=services)
    latest = {row.service_id: row for row in rows.order_by("done_on", "pk")}
    found = []
    for service in services:
        test = latest.get(service.pk)
        is_late = (
            test is None
            or test.result == TestResult.FAILED
            or standing_of(test.next_due_on, reader.today) == LATE
        )
        found.append((service, test, is_late))
    return sorted(found, key=lambda one: (not one[2], one[1] is not None, one[0].tier, one[0].name))


def _test_row(service: Any, test: Any, is_late: bool) -> tuple[Cell, ...]:
    name = Cell(service.name, url=service.get_absolute_url())
    if test is None:
        return (name, Cell(_("Never tested"), mark="bad"), Cell("–"))
    mark = "bad" if is_late else "done"
    words = _("%(result)s %(day)s") % {"result": test.get_result_display(), "day": _day(test.done_on)}
    return (name, Cell(words, mark=mark), Cell(_day(test.next_due_on), is_late=is_late))


def targets(reader: Reader) -> dict[str, Decimal | None]:
    """The targets that panels are judged by: one statement a request."""
    found: dict[str, Decimal | None] = reader.once(
        "targets", lambda: reading.targets_of(("availability_first", "restore_on_target_urgent"))
    )
    return found


def on_target_by_week(reader: Reader) -> Drawn | None:
    """Promises to restore that were kept, week by week, urgent ones and others: one statement, two with a site."""
    codes = ("restore_on_target_urgent", "restore_on_target_other")
    if not all(reader.may("kpi.read", BY_CODE[code]) for code in codes):
        return None
    period = Period(reader.period.last - ONE_DAY * (WEEKS * 7 - 1), reader.period.last)
    scope = Scope(reader.question.scope.site, reader.domain)
    found = reading.history(codes, period, scope, WEEKS)
    names = (_("P1, P2"), _("Others"))
    weeks = period.steps(WEEKS)
    labels = [_day(one.first) for one in weeks]
    series = [
        (name, [None if one.value is None else float(one.value) for one in found[code]])
        for code, name in zip(codes, names, strict=True)
        if code in found
    ]
    target = targets(reader)[codes[0]]
    said = {
        code: [None if one.value is None else f"{float(one.value):.1f}%" for one in points]
        for code, points in found.items()
    }
    rows = tuple(
        (Cell(label), *(Cell(said[code][at] or "–") if code in said else Cell("–") for code in codes))
        for at, label in enumerate(labels)
    )
    desc = _("The table under the picture holds every number.")
    title = _("Restored on target by week, in percent")
    return Drawn(
        Table(
            (Column(_("Week from")), *(Column(name, is_number=True) for name in names)),
            rows if series else (),
        ),
        empty=_("No promise came due in these weeks."),
        picture=charts.line(
            [(f"{name}", values) for name, values in series],
            labels,
            title=title,
            desc=desc,
            target=None if target is None else float(target),
        ),
        aside=_("%%, target %(target)s") % {"target": f"{target:g}"} if target is not None else "%",
    )


def _day(day: date) -> str:
    return str(date_format(day, "M j"))
