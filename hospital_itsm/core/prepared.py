"""Querysets that are compiled once and run many times with other values.

Django builds and compiles a queryset anew for every request. For a wide read that every page view needs, that took a
quarter of the page's CPU (measured on the ticket page, 12 joined tables and 11 subqueries). A `Prepared` keeps the SQL
of each shape and only puts the values in.

    _BY_KEY = Prepared(lambda reader, key: Ticket.objects.on_desk(reader).filter(key=key))
    _BY_KEY.rows(reader, shape=access.shape_of(reader), values={"key": "INC-1"})

The builder is called with a mark in the place of each value. Whatever else shapes the SQL (permissions, teams) belongs
to `shape`: two callers with equal shapes get the same SQL.

PostgreSQL plans it once a connection too (`core.plans`): of a wide read, planning takes most of the time.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from hospital_itsm.core.plans import Plan

MOST_SHAPES = 256
Value = int | str | date | datetime


@dataclass(frozen=True)
class _Compiled:
    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    plan: Plan

    def run(self, values: Mapping[str, Any]) -> list[Any]:
        rows: QuerySet[Any] = self.rows._chain()  # type: ignore[attr-defined]
        rows.query.get_compiler = partial(self._ready, values)  # type: ignore[method-assign]
        return list(rows)

    def _ready(self, values: Mapping[str, Any], using: str, *args: Any, **kwargs: Any) -> Any:
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[using]
        sql, params = self._call(values, compiler.connection)
        compiler.as_sql = lambda *_args, **_kwargs: (sql, params)
        return compiler

    def _call(self, values: Mapping[str, Any], connection: Any) -> tuple[str, tuple[Any, ...]]:
        if settings.DATABASE_KEEPS_PLANS:
            return self.plan.call(connection, values)
        params = list(self.params)
        for place, name in self.places:
            params[place] = values[name]
        return self.sql, tuple(params)


class Prepared:
    """A queryset with values left open; `build(*given, **marks)` makes it once for each shape."""

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build
        self._known: OrderedDict[Hashable, _Compiled] = OrderedDict()
        self._lock = Lock()

    def rows(
        self,
        *given: Any,
        shape: Hashable,
        values: Mapping[str, Value],
        may_miss: Collection[str] = (),
    ) -> list[Any]:
        """Run with `values` by the names of the builder's keyword arguments; `given` goes to the builder as it is.

        Of the values in `may_miss` a shape may do without some.
        """
        kinds = tuple((name, type(value)) for name, value in values.items())
        found = self._known.get((shape, kinds))
        if found is None:
            try:
                found = self._compile(given, values, may_miss)
            except EmptyResultSet:
                return []
            self._keep((shape, kinds), found)
        return found.run(values)

    def _compile(
        self, given: tuple[Any, ...], values: Mapping[str, Value], may_miss: Collection[str]
    ) -> _Compiled:
        marks = {name: _mark(number, value) for number, (name, value) in enumerate(values.items(), 1)}
        rows = self._build(*given, **marks)
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        named = {mark: name for name, mark in marks.items()}
        places = tuple(
            (place, named[value])
            for place, value in enumerate(params)
            if isinstance(value, Value) and value in named
        )
        if set(values) - {name for _place, name in places} - set(may_miss):
            raise ValueError("A value of a prepared read does not reach its parameters as it is.")
        return _Compiled(
            rows, compiler, sql, tuple(params), places, Plan(sql, tuple(params), dict(places), values)
        )

    def _keep(self, key: Hashable, found: _Compiled) -> None:
        with self._lock:
            self._known[key] = found
            while len(self._known) > MOST_SHAPES:
                self._known.popitem(last=False)


def _mark(number: int, value: Value) -> Value:
    """A value nobody stores; its place among the parameters is the place of the true one."""
    if isinstance(value, datetime):
        return datetime(1, 1, 1, tzinfo=UTC) + timedelta(microseconds=number)
    if isinstance(value, date):
        return date(1, 1, number)
    return -7_301_000_000 - number if isinstance(value, int) else f"\x1amark {number}\x1a"
