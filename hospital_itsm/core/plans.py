"""Statements that PostgreSQL keeps planned for as long as a connection lives (PREPARE and EXECUTE).

Only the open values are parameters; what a shape fixes stands in the text, so that partial indexes are found. A
connection keeps `MOST` of them, those used last.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any, Final

MOST: Final = 64
KEPT: Final = "_hospital_itsm_plans"
PLACE: Final = re.compile("%[s%]")
_numbers = count(1)


class Plan:
    """One statement: Django's `sql` with its `params`, of which those at `places` are open, named as in `values`."""

    def __init__(
        self, sql: str, params: tuple[Any, ...], places: Mapping[int, str], values: Mapping[str, Any]
    ) -> None:
        self.name = f"read_{next(_numbers)}"
        self._sql, self._params, self._places = sql, params, places
        used = set(places.values())
        self._open = [name for name in values if name in used]
        self._types = [_type_of(values[name]) for name in self._open]

    def call(self, connection: Any, values: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """What to send instead, once the connection knows the plan. Raises what the database raises."""
        connection.ensure_connection()
        known = _known_to(connection)
        if self.name in known:
            known.move_to_end(self.name)
        else:
            self._prepare(connection, known)
        marks = f"({', '.join(['%s'] * len(self._open))})" if self._open else ""
        return f"EXECUTE {self.name}{marks}", tuple(values[name] for name in self._open)

    def _prepare(self, connection: Any, known: "OrderedDict[str, None]") -> None:
        types = f" ({', '.join(self._types)})" if self._types else ""
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {self.name}{types} AS {self._text(cursor)}")
            known[self.name] = None
            while len(known) > MOST:
                cursor.execute(f"DEALLOCATE {known.popitem(last=False)[0]}")

    def _text(self, cursor: Any) -> str:
        """The statement with numbers in the open places and literals in the others."""
        places = iter(enumerate(self._params))

        def written(found: re.Match[str]) -> str:
            if found.group() == "%%":
                return "%"
            place, value = next(places)
            if place in self._places:
                return f"${self._open.index(self._places[place]) + 1}"
            return str(cursor.mogrify("%s", [value]).decode())

        return PLACE.sub(written, self._sql)


def _known_to(connection: Any) -> "OrderedDict[str, None]":
    """The plans of the connection that is open now; one opened anew knows none."""
    session, known = getattr(connection, KEPT, (None, None))
    if session is not connection.connection or known is None:
        known = OrderedDict()
        setattr(connection, KEPT, (connection.connection, known))
    return known


def _type_of(value: Any) -> str:
    if isinstance(value, datetime):
        return "timestamptz"
    if isinstance(value, date):
        return "date"
    return "bigint" if isinstance(value, int) else "text"
