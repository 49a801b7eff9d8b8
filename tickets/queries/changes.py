"""The feed of changes: nothing skipped, nothing twice, however transactions overlap.

A row carries the id of the transaction that wrote it. Readers see rows of transactions below the horizon, which is
the oldest one still running, in the order of (transaction, row): nobody can add a row before what was read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

WINDOW = 1_000
"""How many rows one request looks at; of these it shows what the reader may see."""

HORIZON = """
    WITH seen AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot),
    running AS (SELECT pg_snapshot_xip(snapshot)::text::bigint AS xid FROM seen),
    ours AS (
        SELECT xid FROM running WHERE NOT EXISTS (
            SELECT FROM pg_stat_activity
            WHERE backend_xid::text::bigint = running.xid % 4294967296
            AND datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
        )
    )
    SELECT coalesce((SELECT min(xid) FROM ours), pg_snapshot_xmax(snapshot)::text::bigint),
           pg_snapshot_xmax(snapshot)::text::bigint
    FROM seen
"""
"""The oldest running transaction, and the next one to come. Of the cluster's running transactions only those are
passed over that are known to work in another database; one that ends meanwhile still counts as running."""


@dataclass(frozen=True, order=True)
class Position:
    """A place in the feed: after this row of this transaction."""

    transaction: int = 0
    row: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}.{self.row}"


START = Position()


class ForeignPosition(ValueError):
    """The position lies ahead of this database: it was given out by another one, or before a restore."""


@dataclass(frozen=True)
class Feed:
    """Changes in order, with `ticket` and `notice` read; `after` is where to go on, `more`: at once."""

    changes: tuple[Any, ...]
    after: Position
    more: bool


def changes_after(actor: Any, after: Position, limit: int) -> Feed:
    """At most `limit` changes behind `after` of tickets the actor sees now, and of notices; three statements.

    Raises ForeignPosition.
    """
    window = _window(after)
    seen = _visible(actor, {row.ticket_id for row in window if row.ticket_id is not None})
    shown: list[Any] = []
    for row in window:
        if len(shown) == limit:
            return Feed(tuple(shown), after, more=True)
        after = Position(row.transaction, row.pk)
        if row.ticket_id in seen:
            row.ticket = seen[row.ticket_id]
            shown.append(row)
        elif row.notice_id is not None:
            shown.append(row)
    return Feed(tuple(shown), after, more=len(window) == WINDOW)


def _window(after: Position) -> Sequence[Any]:
    from tickets.models import ChangeRecord

    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        horizon, newest = cursor.fetchone()
    if after.transaction > newest:
        raise ForeignPosition
    rows = ChangeRecord.objects.filter(transaction__gte=after.transaction, transaction__lt=horizon)
    behind = Q(transaction__gt=after.transaction) | Q(pk__gt=after.row)
    return list(rows.filter(behind).order_by("transaction", "id")[:WINDOW])


def _visible(actor: Any, keys: set[int]) -> dict[int, Any]:
    from tickets.models import Ticket

    found = Ticket.objects.visible_to(actor).filter(pk__in=keys)
    return {row.pk: row for row in found.only("key", "kind", "is_restricted", "team_id", "joint_team_id")}
