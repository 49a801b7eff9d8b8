"""Sums of snapshots: over a period, by steps of a period, and the percentiles of what was averaged."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, Sum

from hospital_itsm.kpi.rules.figures import WHOLE, Scope, Sums
from hospital_itsm.kpi.rules.periods import Period

PERCENTILES = """
SELECT s.kpi, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seen.value)
FROM unnest(%(codes)s, %(firsts)s::date[], %(lasts)s::date[]) AS asked(kpi, first, last)
JOIN kpi_snapshot s ON s.kpi = asked.kpi AND s.day BETWEEN asked.first AND asked.last
CROSS JOIN LATERAL unnest(s."values") AS seen(value)
WHERE (%(site)s::bigint IS NULL OR s.site_id = %(site)s) AND (%(domain)s = '' OR s.domain = %(domain)s)
GROUP BY s.kpi
"""


def within(codes: Iterable[str], period: Period, scope: Scope) -> QuerySet[Any]:
    """The snapshots of figures in a period and scope."""
    from hospital_itsm.kpi.models import Snapshot

    rows = Snapshot.objects.filter(kpi__in=list(codes), day__range=(period.first, period.last))
    if scope.site is not None:
        rows = rows.filter(site_id=scope.site)
    return rows.filter(domain=scope.domain) if scope.domain else rows


def sums_of(codes: Sequence[str], period: Period, scope: Scope) -> dict[str, Sums]:
    """The sums of what happened in the period, by code; those of several currencies are left out. One statement."""
    rows = within(codes, period, scope).order_by().values("kpi", "currency")
    found: dict[str, list[Sums]] = {}
    for row in rows.annotate(count=Sum("n"), above=Sum("numerator"), below=Sum("denominator")):
        found.setdefault(row["kpi"], []).append(_sums(row))
    return {code: sums[0] for code, sums in found.items() if len(sums) == 1}


def sums_by_day(codes: Sequence[str], period: Period, scope: Scope) -> dict[str, dict[date, Sums]]:
    """The sums of each day, by code; one statement. Days of several currencies are left out."""
    rows = within(codes, period, scope).order_by().values("kpi", "day", "currency")
    found: dict[str, dict[date, Sums]] = {}
    mixed: set[tuple[str, date]] = set()
    for row in rows.annotate(count=Sum("n"), above=Sum("numerator"), below=Sum("denominator")):
        days = found.setdefault(row["kpi"], {})
        if row["day"] in days:
            mixed.add((row["kpi"], row["day"]))
        days[row["day"]] = _sums(row, row["day"])
    for code, day in mixed:
        del found[code][day]
    return found


def last_states(codes: Sequence[str], period: Period, scope: Scope) -> dict[str, Sums]:
    """How things stood on the last day of the period that is known for each figure: one statement.

    The day is that of the whole hospital, so that a scope in which nothing was counted that day has no figure.
    """
    known = within(codes, period, WHOLE).filter(kpi=OuterRef("kpi")).order_by("-day").values("day")[:1]
    rows = within(codes, period, scope).filter(day=Subquery(known)).order_by()
    found: dict[str, list[Sums]] = {}
    grouped = rows.values("kpi", "day", "currency")
    for row in grouped.annotate(count=Sum("n"), above=Sum("numerator"), below=Sum("denominator")):
        found.setdefault(row["kpi"], []).append(_sums(row, row["day"]))
    return {code: sums[0] for code, sums in found.items() if len(sums) == 1}


def percentiles_of(periods: Mapping[str, Period], scope: Scope) -> dict[str, tuple[Decimal, Decimal]]:
    """Median and 90th percentile of what was averaged, each figure in its period: one statement."""
    if not periods:
        return {}
    asked: dict[str, Any] = {
        "codes": list(periods),
        "firsts": [one.first for one in periods.values()],
        "lasts": [one.last for one in periods.values()],
        "site": scope.site,
        "domain": scope.domain,
    }
    with connection.cursor() as cursor:
        cursor.execute(PERCENTILES, asked)
        return {code: (Decimal(str(half)), Decimal(str(most))) for code, (half, most) in cursor.fetchall()}


def _sums(row: dict[str, Any], day: date | None = None) -> Sums:
    return Sums(row["count"], row["above"], row["below"], day, row["currency"])
