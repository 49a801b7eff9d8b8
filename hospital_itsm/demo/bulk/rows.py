"""Rows on their way into a table with COPY, many thousand at once."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models

NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
BLOCK = 10_000


@dataclass(frozen=True)
class Copy:
    """One statement and the lines it reads."""

    statement: str
    lines: str

    def send(self) -> None:
        """Run it on the connection of this thread."""
        with connection.cursor() as cursor:
            cursor.copy_expert(self.statement, io.StringIO(self.lines))


class Rows:
    """Collects rows of one model as text and copies them; what a row does not name takes the field's default.

    The primary key is left to the database unless `keyed`.
    """

    def __init__(self, model: type[models.Model], *, keyed: bool = False) -> None:
        fields = [
            field
            for field in model._meta.concrete_fields
            if (keyed or not isinstance(field, models.AutoField)) and field.db_default is models.NOT_PROVIDED
        ]
        self._columns = ", ".join(f'"{field.column}"' for field in fields)
        self._table = model._meta.db_table
        self._defaults = {field.attname: as_text(field.get_default()) for field in fields}
        self._lines: list[str] = []

    def add(self, **values: Any) -> None:
        """Add one row by column name (`ticket_id`, not `ticket`). Raises KeyError for an unknown column."""
        line = self._defaults.copy()
        for name, value in values.items():
            if name not in line:
                raise KeyError(f"{self._table} has no column {name} to copy.")
            line[name] = as_text(value)
        self._lines.append("\t".join(line.values()))

    def taken(self) -> list["Copy"]:
        """What was collected, ready to be sent: one statement, or none."""
        lines, self._lines = self._lines, []
        statement = f"COPY {self._table} ({self._columns}) FROM STDIN"
        return [Copy(statement, "\n".join(lines) + "\n")] if lines else []

    def copy(self) -> None:
        """Send what was collected."""
        for one in self.taken():
            one.send()


def as_text(value: Any) -> str:
    """One value in the text format of COPY."""
    write = WRITERS.get(type(value))
    return write(value) if write is not None else str(value).translate(ESCAPES)


def _escaped(value: str) -> str:
    """Most texts have nothing to escape, and translating costs three times as much as seeing that."""
    return value if value.isprintable() and "\\" not in value else value.translate(ESCAPES)


def _json(value: Any) -> str:
    return _escaped(json.dumps(value))


WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: NULL,
    bool: lambda value: "t" if value else "f",
    int: str,
    str: _escaped,
    datetime: datetime.isoformat,
    timedelta: lambda value: f"{value // timedelta(microseconds=1)} microseconds",
    dict: _json,
    list: _json,
}


def numbers(sequence: str, block_size: int = BLOCK) -> Iterator[int]:
    """Take numbers from a sequence, a block at a time."""
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [sequence, block_size])
            block = [row[0] for row in cursor.fetchall()]
        yield from block


def keys_of(model: type[models.Model]) -> Iterator[int]:
    """Take primary keys of a table from its own sequence."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
    return numbers(sequence)
