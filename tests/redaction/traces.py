"""Where a word stands: every text, JSON and bytes column of every table, every session, every stored file."""

import io
import zipfile
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection

TYPES = (
    "text", "character varying", "character", "json", "jsonb", "bytea", "tsvector", "ARRAY", "inet", "name", "citext",
)  # fmt: skip
COLUMNS = """
SELECT columns.table_name, columns.column_name, columns.data_type FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND columns.data_type = ANY(%s)
"""


def columns() -> list[tuple[str, str, str]]:
    """Every column that can hold words: table, column, type."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [list(TYPES)])
        return sorted(cursor.fetchall())


def in_tables(word: str) -> set[str]:
    """The columns that hold the word in clear, whatever its case."""
    found = set()
    with connection.cursor() as cursor:
        for table, column, kind in columns():
            text = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {text} ILIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(f"{table}.{column}")
    return found


def in_sessions(word: str) -> bool:
    """Does a session hold it?"""
    return any(word.lower() in str(one.get_decoded()).lower() for one in Session.objects.all())


def in_files(word: str) -> set[str]:
    """The stored files that hold it, what is packed in them unpacked."""
    return {
        path.name
        for path in Path(default_storage.path("")).rglob("*")
        if path.is_file() and any(word.lower().encode() in part.lower() for part in _parts(path.read_bytes()))
    }


def _parts(data: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return [data, *(packed.read(name) for name in packed.namelist())]


def everywhere(word: str) -> set[str]:
    """All of it."""
    sessions = {"sessions"} if in_sessions(word) else set()
    return in_tables(word) | sessions | {f"file {name}" for name in in_files(word)}
