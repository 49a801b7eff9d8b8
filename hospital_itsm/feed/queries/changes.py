"""The feed of changes: nothing skipped, nothing twice, however transactions overlap.

A row carries the id of the transaction that wrote it. Readers see rows of transactions below the horizon, which is
the oldest one still running, in the order of (transaction, row): nobody can add a row before what was read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from hospital_itsm.feed import kinds

WINDOW = 1_000
"""How many rows one request looks at; of these it shows what the reader may see."""

LAST_ROW = 10**17
"""Behind every row of a transaction, and short enough for a cursor."""

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
class Told:
    """One change with the object as the reader sees it now: None where it is gone or nobody needs to look it up."""

    change: Any
    kind: kinds.Kind
    row: Any = None
    is_gone: bool = False

    @property
    def is_seen(self) -> bool:
        """May the reader know of it?"""
        return self.row is not None or self.is_gone or not self.kind.is_looked_up


@dataclass(frozen=True)
class Feed:
    """Changes in order; `after` is where to go on, `more`: at once."""

    changes: tuple[Told, ...]
    after: Position
    more: bool


def changes_after(
    actor: Any, after: Position, limit: int, codes: Sequence[str], *, skips: bool = False
) -> Feed:
    """At most `limit` changes behind `after` of objects of these kinds that the actor sees now.

    Two statements and one for each kind. `skips` moves `after` over what was looked at and is not of these kinds.
    Raises ForeignPosition.
    """
    horizon = _horizon(after)
    window = _window(after, horizon, codes)
    shown: list[Told] = []
    for told in _told(window, actor):
        if len(shown) == limit:
            return Feed(tuple(shown), after, more=True)
        after = Position(told.change.transaction, told.change.pk)
        if told.is_seen:
            shown.append(told)
    if skips and len(window) < WINDOW:
        after = max(after, Position(horizon - 1, LAST_ROW))
    return Feed(tuple(shown), after, more=len(window) == WINDOW)


def told_again(actor: Any, changes: Sequence[int], codes: Sequence[str]) -> list[Told]:
    """Of these rows of the feed those of these kinds whose objects the actor sees now, in the order of the feed."""
    from hospital_itsm.feed.models import Change

    rows = Change.objects.filter(pk__in=changes, kind__in=codes).order_by("transaction", "id")
    return [told for told in _told(list(rows), actor) if told.is_seen]


def end_of_feed() -> Position:
    """The place behind everything that is told by now."""
    return Position(_horizon(START) - 1, LAST_ROW)


def _horizon(after: Position) -> int:
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        horizon, newest = cursor.fetchone()
    if after.transaction > newest:
        raise ForeignPosition
    return int(horizon)


def _window(after: Position, horizon: int, codes: Sequence[str]) -> Sequence[Any]:
    from hospital_itsm.feed.models import Change

    rows = Change.objects.filter(transaction__gte=after.transaction, transaction__lt=horizon, kind__in=codes)
    behind = Q(transaction__gt=after.transaction) | Q(pk__gt=after.row)
    return list(rows.filter(behind).order_by("transaction", "id")[:WINDOW])


def _told(window: Sequence[Any], actor: Any) -> Iterator[Told]:
    found, gone = {}, {}
    for code in {row.kind for row in window}:
        kind = kinds.find(code)
        keys = {row.subject for row in window if row.kind == code}
        found[code] = kind.visible(actor, keys) if kind.is_looked_up else {}
        gone[code] = _gone(kind, actor, keys - set(found[code]))
    for row in window:
        is_gone = row.subject in gone[row.kind]
        yield Told(row, kinds.find(row.kind), found[row.kind].get(row.subject), is_gone)


def _gone(kind: kinds.Kind, actor: Any, hidden: set[int]) -> set[int]:
    """Of the objects the actor does not see, those that are no more, for who may know."""
    if not hidden or not kind.is_looked_up or not kind.sees_all(actor):
        return set()
    return hidden - set(kind.model._default_manager.filter(pk__in=hidden).values_list("pk", flat=True))
