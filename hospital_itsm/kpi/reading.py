"""Reading figures: pages, REST, files, dashboards and reports ask here and nowhere else.

    figures(["restore_p1", "backlog"], last_days(30, today), Scope(site=site.pk))
    history(["restore_p1"], period, Scope(), steps=12)

A figure without data is not in the answer; none is ever zero for want of data. Who may read which figure is asked
before, with `access.readable`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Min

from hospital_itsm.kpi.models import CountedKpi, KpiTarget
from hospital_itsm.kpi.queries.snapshots import last_states, percentiles_of, sums_by_step, sums_of
from hospital_itsm.kpi.rules.definitions import BY_CODE, DIFFERENCE, DOMAIN, SITE, Definition
from hospital_itsm.kpi.rules.figures import WHOLE, Figure, Scope, Sums, value_of
from hospital_itsm.kpi.rules.periods import Period

NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class Point:
    """One step of a history; `value` is None where the step has no data."""

    period: Period
    value: Decimal | None
    n: int


def figures(codes: Iterable[str], period: Period, scope: Scope = WHOLE) -> dict[str, Figure]:
    """The figures of a period and scope, by code; at most five statements, however many there are.

    A state is that of the last day of the period that is known. Figures that the scope does not divide are left out.
    """
    wanted = [one for code in codes if is_divided_by(one := BY_CODE[code], scope)]
    sums = _sums(wanted, period, scope)
    targets = targets_of([one.code for one in wanted])
    percentiles = _percentiles(wanted, sums, period, scope)
    counted_at = counted_until()
    found = {}
    for one in wanted:
        value = value_of(one, sums[one.code]) if one.code in sums else None
        if value is not None:
            median, p90 = percentiles.get(one.code, (None, None))
            found[one.code] = Figure(one, sums[one.code], value, median, p90, targets[one.code], counted_at)
    return found


def values(codes: Iterable[str], period: Period, scope: Scope = WHOLE) -> dict[str, Decimal]:
    """The values alone, to compare with: at most two statements."""
    wanted = [one for code in codes if is_divided_by(one := BY_CODE[code], scope)]
    sums = _sums(wanted, period, scope)
    found = {one.code: value_of(one, sums[one.code]) for one in wanted if one.code in sums}
    return {code: value for code, value in found.items() if value is not None}


def history(
    codes: Iterable[str], period: Period, scope: Scope = WHOLE, steps: int = 12
) -> dict[str, list[Point]]:
    """The same figures for each part of the period, by code: one statement. A figure without data is left out."""
    wanted = [one for code in codes if is_divided_by(one := BY_CODE[code], scope)]
    parts = period.steps(steps)
    happened = _counted_codes([one for one in wanted if not one.is_state])
    by_step = sums_by_step(happened, [one.code for one in wanted if one.is_state], parts, scope)
    found = {}
    for one in wanted:
        points = [_point(one, part, place, by_step) for place, part in enumerate(parts)]
        if any(point.value is not None for point in points):
            found[one.code] = points
    return found


def is_divided_by(definition: Definition, scope: Scope) -> bool:
    """Can the figure be told for this scope?"""
    asked = {SITE: scope.site is not None, DOMAIN: bool(scope.domain)}
    return all(name in definition.scopes for name, is_asked in asked.items() if is_asked)


def targets_of(codes: Sequence[str]) -> dict[str, Decimal | None]:
    """The target of each figure: the hospital's own, else that of the product. One statement."""
    own = dict(KpiTarget.objects.filter(kpi__in=codes).values_list("kpi", "target"))
    return {code: own.get(code, BY_CODE[code].target) for code in codes}


def counted_until() -> datetime | None:
    """As of when all figures are right; None while some were never counted. One statement."""
    until: datetime | None = CountedKpi.objects.aggregate(least=Min("counted_at"))["least"]
    return until


def _counted_codes(wanted: Sequence[Definition]) -> list[str]:
    return sorted({code for one in wanted for code in one.parts or (one.code,)})


def _sums(wanted: Sequence[Definition], period: Period, scope: Scope) -> dict[str, Sums]:
    codes = _counted_codes([one for one in wanted if not one.is_state])
    found = sums_of(codes, period, scope) if codes else {}
    states = [one.code for one in wanted if one.is_state]
    found |= last_states(states, period, scope) if states else {}
    for one in wanted:
        if one.kind == DIFFERENCE and (sums := _difference(one, found)) is not None:
            found[one.code] = sums
    return found


def _difference(definition: Definition, found: dict[str, Sums]) -> Sums | None:
    first, second = (found.get(code) for code in definition.parts)
    if first is None and second is None:
        return None
    return (first or Sums(0, NOTHING, NOTHING)).less(second)


def _percentiles(
    wanted: Sequence[Definition], sums: dict[str, Sums], period: Period, scope: Scope
) -> dict[str, tuple[Decimal, Decimal]]:
    """A state's are those of its day alone."""
    periods = {}
    for one in wanted:
        if one.has_values and one.code in sums:
            day = sums[one.code].day
            periods[one.code] = Period(day, day) if day else period
    return percentiles_of(periods, scope)


def _point(definition: Definition, part: Period, place: int, by_step: dict[str, dict[int, Sums]]) -> Point:
    codes = definition.parts or (definition.code,)
    here = {code: one for code in codes if (one := by_step.get(code, {}).get(place)) is not None}
    sums = _difference(definition, here) if definition.kind == DIFFERENCE else here.get(definition.code)
    value = None if sums is None else value_of(definition, sums)
    return Point(part, value, 0 if sums is None else sums.n)
