"""Counting: what changed, the round of the night, and all of history anew.

Every step replaces the cells of some days in one transaction, so it may be repeated, and a worker that dies leaves
nothing half done. One worker counts at a time.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import ZERO, Cell, Measure
from hospital_itsm.kpi.models import CountedKpi, HeardChange, Snapshot
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.rules.periods import ONE_DAY, Period, months_between, together

LOCK: Final = 0x6B7069
MOST_CHANGES: Final = 20_000
MOST_ROWS: Final = 500
MOST_DAYS: Final = 62
"""Where more days changed, history is counted anew month by month, so that memory stays bounded."""
ROUND_DAYS: Final = timedelta(days=35)
"""How far the round of the night looks back: what the clock alone or a far-off row changed is set right there."""
PLACE: Final = "place"
WHY: Final = "Figures are counted from records whose changes left their trail."


@housekeeping(WHY)
def count_changes(*, actor: Any, now: datetime) -> int:
    """Count anew the days that changes touched, some thousand changes at a time; how many changes that were.

    Nothing happens while another worker counts, and 0 is answered.
    """
    if not _is_alone():
        return 0
    heard = list(HeardChange.objects.order_by("pk")[:MOST_CHANGES])
    days: dict[str, set[date]] = {}
    stirred = set()
    for one in heard:
        if one.day is None:
            stirred.add(one.source)
        else:
            days.setdefault(one.source, set()).update(_local_days(one.day))
    today = timezone.localdate(now)
    for measure in MEASURES.values():
        if measure.is_state:
            if set(measure.hears) & (stirred | days.keys()):
                _replace_state(measure, today, now)
            continue
        touched = {day for source in measure.hears for day in days.get(source, ()) if day <= today}
        touched |= {today} if measure.by_clock else set()
        if len(touched) > MOST_DAYS:
            _forget_history([measure.code])
            continue
        for period in together(touched):
            _replace(measure, period, now)
    if PLACE in stirred:
        _forget_history(code for code, measure in MEASURES.items() if "ticket" in measure.hears)
    HeardChange.objects.filter(pk__in=[one.pk for one in heard]).delete()
    CountedKpi.objects.filter(version__gt=0).update(counted_at=now)
    return len(heard)


@housekeeping(WHY)
def do_round(code: str, *, actor: Any, now: datetime) -> bool:
    """The round of the night of one figure: its last weeks, and its state of today; once a day. Was it due?"""
    measure, today = MEASURES[code], timezone.localdate(now)
    if not _is_alone():
        return False
    done: CountedKpi = CountedKpi.objects.select_for_update().get(kpi=code)
    if done.round_day is not None and done.round_day >= today:
        return False
    first = today - ROUND_DAYS
    _replace_history(measure, Period(first if measure.tells_days else today, today), now)
    done.round_day, done.counted_at = today, now
    done.save(update_fields=["round_day", "counted_at"])
    return True


@housekeeping(WHY)
def count_history_on(code: str, *, actor: Any, now: datetime) -> bool:
    """Count the next month of a figure's history, where it is not whole in its present formula. Is more to be done?"""
    if not _is_alone():
        return False
    measure, version = MEASURES[code], BY_CODE[code].version
    done, _is_new = CountedKpi.objects.select_for_update().get_or_create(kpi=code)
    if done.version == version:
        return False
    today = timezone.localdate(now)
    first = done.done_until + ONE_DAY if done.done_until else _begin_history(measure, now)
    month = next(months_between(first, today), None) if first else None
    if month is not None:
        _replace_history(measure, month, now)
        done.done_until = month.last
    if month is None or month.last >= today:
        if measure.is_state:
            _replace_state(measure, today, now)
        done.version, done.done_until, done.counted_at, done.round_day = version, None, now, today
    done.save(update_fields=["version", "done_until", "counted_at", "round_day"])
    return done.version != version


@housekeeping(WHY)
def forget_history(codes: Iterable[str], *, actor: Any) -> None:
    """Let the history of these figures be counted anew. What cannot be told any more is kept."""
    _forget_history(codes)


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _local_days(day: date) -> set[date]:
    """The days of the hospital that a day by UTC meets."""
    return {day - ONE_DAY, day, day + ONE_DAY}


def _days_of(period: Period) -> list[date]:
    return [period.first + place * ONE_DAY for place in range(period.days)]


def _forget_history(codes: Iterable[str]) -> None:
    CountedKpi.objects.filter(kpi__in=list(codes)).update(version=0, done_until=None, round_day=None)


def _begin_history(measure: Measure, now: datetime) -> date | None:
    """The first day on which anything counts, with nothing left before it; None where history cannot be told."""
    since = measure.first_moment(now)
    if since is None:
        return None
    first = timezone.localdate(since)
    Snapshot.objects.filter(kpi=measure.code, day__lt=first).delete()
    return first


def _replace_history(measure: Measure, period: Period, now: datetime) -> None:
    if not measure.is_state:
        _replace(measure, period, now)
    elif measure.over_days:
        cells = measure.over_days(period.first, period.last, now)
        bare = set(_days_of(period)) - {cell.day for cell in cells}
        _store(measure.code, period, [*cells, *map(_nothing_on, bare)], now)
    else:
        for day in _days_of(period):
            _replace_state(measure, day, now)


def _replace(measure: Measure, period: Period, now: datetime) -> None:
    _store(measure.code, period, measure.cells_between(period.first, period.last, now), now)


def _replace_state(measure: Measure, day: date, now: datetime) -> None:
    cells = measure.cells_of(day, now) or [_nothing_on(day)]
    _store(measure.code, Period(day, day), cells, now)


def _nothing_on(day: date) -> Cell:
    """The mark of a state that was asked for and of which nothing was found."""
    return Cell(day, None, "", "", 0, ZERO, ZERO)


def _store(code: str, period: Period, cells: Collection[Cell], now: datetime) -> None:
    """Make these the cells of the days; a row that says the same already stays."""
    version = BY_CODE[code].version
    rows = Snapshot.objects.filter(kpi=code, day__range=(period.first, period.last))
    stale = {_said(row, row.definition_version): row.pk for row in rows.iterator()}
    made = [cell for cell in cells if stale.pop(_said(cell, version), None) is None]
    if stale:
        Snapshot.objects.filter(pk__in=list(stale.values())).delete()
    Snapshot.objects.bulk_create(
        (
            Snapshot(
                kpi=code,
                day=cell.day,
                site_id=cell.site,
                domain=cell.domain,
                currency=cell.currency,
                n=cell.n,
                numerator=cell.numerator,
                denominator=cell.denominator,
                values=sorted(cell.values),
                definition_version=version,
                computed_at=now,
            )
            for cell in made
        ),
        batch_size=MOST_ROWS,
    )


def _said(row: Any, version: int) -> tuple[Any, ...]:
    site = row.site if isinstance(row, Cell) else row.site_id
    facts = (row.day, site, row.domain, row.currency, row.n, row.numerator, row.denominator)
    return (*facts, tuple(sorted(row.values)), version)
