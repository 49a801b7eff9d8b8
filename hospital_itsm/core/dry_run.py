"""Doing the whole of something and undoing it: nothing stays in the database, no file stays, nobody is woken.

Numbers drawn from a sequence are gone, which leaves gaps and nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import default_storage
from django.db import connection, transaction

_files: ContextVar[list[str] | None] = ContextVar("_files", default=None)


@contextmanager
def undone() -> Iterator[None]:
    """Undo the block at its end, however it ends; what waits for the commit is never done."""
    files: list[str] = []
    mark = _files.set(files)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _files.reset(mark)
        for name in files:
            default_storage.delete(name)


def note_file(name: str) -> None:
    """Remember a file that was just stored, for it goes where the block is undone."""
    files = _files.get()
    if files is not None:
        files.append(name)


def refuse_as_a_commit_would() -> None:
    """Ask the constraints that wait for the commit. Raises IntegrityError."""
    connection.check_constraints()
