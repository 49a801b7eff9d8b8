"""Sums of snapshots: over a period, by steps of a period, and the percentiles of what was averaged."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet, Sum

from hospital_itsm.kpi.rules.figures import Scope, Sums
from hospital_itsm.kpi.rules.periods import Period

PERCENTILES: Final = """
SELECT asked.kpi, found.both
FROM unnest(%(codes)s::text[], %(firsts)s::date[], %(lasts)s::date[]) AS asked(kpi, first, last)
CROSS JOIN LATERAL (
    SELECT percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seen.value) AS both
    FROM kpi_snapshot s CROSS JOIN LATERAL unnest(s."values") AS seen(value)
    WHERE s.kpi = asked.kpi AND s.day BETWEEN asked.first AND asked.last
      AND (%(site)s::bigint IS NULL OR s.site_id = %(site)s) AND (%(domain)s = '' OR s.domain = %(domain)s)
) AS found
WHERE found.both IS NOT NULL
"""
LAST_STATES: Final = """
SELECT s.kpi, s.day, s.currency, sum(s.n), sum(s.numerator), sum(s.denominator)
FROM unnest(%(codes)s::text[]) AS asked(kpi)
CROSS JOIN LATERAL (
    SELECT day FROM kpi_snapshot WHERE kpi = asked.kpi AND day BETWEEN %(first)s AND %(last)s ORDER BY day DESC LIMIT 1
) AS known
JOIN kpi_snapshot s ON s.kpi = asked.kpi AND s.day = known.day
WHERE (%(site)s::bigint IS NULL OR s.site_id = %(site)s) AND (%(domain)s = '' OR s.domain = %(domain)s)
GROUP BY s.kpi, s.day, s.currency
"""
BY_STEP: Final = """
SELECT s.kpi, width_bucket(s.day, %(firsts)s::date[]) AS place, NULL::date, min(s.currency),
       sum(s.n), sum(s.numerator), sum(s.denominator)
FROM kpi_snapshot s
WHERE s.kpi = ANY(%(happened)s::text[]) AND s.day BETWEEN %(first)s AND %(last)s
  AND (%(site)s::bigint IS NULL OR s.site_id = %(site)s) AND (%(domain)s = '' OR s.domain = %(domain)s)
GROUP BY s.kpi, place HAVING min(s.currency) = max(s.currency)
UNION ALL
SELECT asked.kpi, step.place, known.*
FROM unnest(%(states)s::text[]) AS asked(kpi)
CROSS JOIN unnest(%(firsts)s::date[], %(lasts)s::date[]) WITH ORDINALITY AS step(first, last, place)
CROSS JOIN LATERAL (
    SELECT s.day, min(s.currency), sum(s.n), sum(s.numerator), sum(s.denominator) FROM kpi_snapshot s
    WHERE s.kpi = asked.kpi AND s.day BETWEEN step.first AND step.last
      AND (%(site)s::bigint IS NULL OR s.site_id = %(site)s) AND (%(domain)s = '' OR s.domain = %(domain)s)
    GROUP BY s.day HAVING min(s.currency) = max(s.currency) ORDER BY s.day DESC LIMIT 1
) AS known
"""
"""What happened is added up; of a state the last day of a step counts. The index gives both without a sort."""


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


def sums_by_step(
    happened: Sequence[str], states: Sequence[str], steps: Sequence[Period], scope: Scope
) -> dict[str, dict[int, Sums]]:
    """The sums of each step by its place from 0, by code; those of several currencies are left out. One statement."""
    if not happened and not states:
        return {}
    asked = {
        "happened": list(happened),
        "states": list(states),
        "first": steps[0].first,
        "last": steps[-1].last,
        "firsts": [one.first for one in steps],
        "lasts": [one.last for one in steps],
        **_scope(scope),
    }
    found: dict[str, dict[int, Sums]] = {}
    for code, place, day, currency, n, above, below in _rows(BY_STEP, asked):
        found.setdefault(code, {})[place - 1] = Sums(n, above, below, day, currency)
    return found


def last_states(codes: Sequence[str], period: Period, scope: Scope) -> dict[str, Sums]:
    """How things stood on the last day of the period that is known for each figure: one statement.

    The day is that of the whole hospital, so that a scope in which nothing was counted that day has no figure.
    """
    asked = {"codes": list(codes), "first": period.first, "last": period.last, **_scope(scope)}
    found: dict[str, list[Sums]] = {}
    for code, day, currency, n, above, below in _rows(LAST_STATES, asked):
        found.setdefault(code, []).append(Sums(n, above, below, day, currency))
    return {code: sums[0] for code, sums in found.items() if len(sums) == 1}


def percentiles_of(periods: Mapping[str, Period], scope: Scope) -> dict[str, tuple[Decimal, Decimal]]:
    """Median and 90th percentile of what was averaged, each figure in its period: one statement."""
    if not periods:
        return {}
    asked = {
        "codes": list(periods),
        "firsts": [one.first for one in periods.values()],
        "lasts": [one.last for one in periods.values()],
        **_scope(scope),
    }
    rows = _rows(PERCENTILES, asked)
    return {code: (Decimal(str(half)), Decimal(str(most))) for code, (half, most) in rows}


def _scope(scope: Scope) -> dict[str, Any]:
    return {"site": scope.site, "domain": scope.domain}


def _rows(statement: str, asked: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(row["count"], row["above"], row["below"], None, row["currency"])
