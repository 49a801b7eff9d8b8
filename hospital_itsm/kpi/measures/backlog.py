"""What was open on each of many days, in one statement; for one day `measures.tickets.open_then` says the same."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import connection

from hospital_itsm.kpi.measures.base import ONE_DAY, Cell, exact, midnight
from tickets.choices import Kind

OPEN_ON: Final = """
WITH was_open AS (
    SELECT generate_series(
             greatest((t.opened_at AT TIME ZONE %(zone)s)::date, %(first)s::date),
             least((coalesce(t.resolved_at, t.closed_at) AT TIME ZONE %(zone)s)::date - 1, %(last)s::date),
             '1 day')::date AS day, a.site_id, coalesce(m.domain, '') AS domain, t.opened_at
    FROM tickets_ticket t LEFT JOIN people_carearea a ON a.id = t.care_area_id
         LEFT JOIN people_team m ON m.id = t.team_id
    WHERE t.kind = ANY(%(kinds)s) AND NOT t.is_restricted AND t.merged_into_id IS NULL AND t.opened_at < %(end)s
      AND (coalesce(t.resolved_at, t.closed_at) >= %(begin)s OR coalesce(t.resolved_at, t.closed_at) IS NULL)
), aged AS (
    SELECT day, site_id, domain, least((day + 1)::timestamp AT TIME ZONE %(zone)s, %(now)s) - opened_at AS age
    FROM was_open
)
SELECT day, site_id, domain, count(*), count(*) FILTER (WHERE age > interval '30 days'),
       array_agg(floor(extract(epoch FROM age) / 86400)::int)
FROM aged GROUP BY day, site_id, domain
"""
Row = tuple[date, int | None, str, int, int, list[int]]
OverDays = Callable[[date, date, datetime], list[Cell]]


def how_many(first: date, last: date, now: datetime) -> list[Cell]:
    """The cells of `backlog`."""
    return [
        Cell(day, site, domain, "", n, exact(n), exact(n))
        for day, site, domain, n, _old, _ages in _rows(first, last, now)
    ]


def how_old(first: date, last: date, now: datetime) -> list[Cell]:
    """The cells of `backlog_age`."""
    return [
        Cell(day, site, domain, "", n, exact(sum(ages)), exact(n), ages)
        for day, site, domain, n, _old, ages in _rows(first, last, now)
    ]


def how_many_old(first: date, last: date, now: datetime) -> list[Cell]:
    """The cells of `backlog_aged`."""
    return [
        Cell(day, site, domain, "", n, exact(old), exact(n))
        for day, site, domain, n, old, _ages in _rows(first, last, now)
    ]


def _rows(first: date, last: date, now: datetime) -> list[Row]:
    asked = {
        "zone": settings.TIME_ZONE, "first": first, "last": last, "begin": midnight(first + ONE_DAY),
        "end": min(midnight(last + ONE_DAY), now), "now": now, "kinds": [str(Kind.INCIDENT), str(Kind.REQUEST)],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(OPEN_ON, asked)
        return list(cursor.fetchall())
