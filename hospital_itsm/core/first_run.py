"""A task of the first run: done, started, to do, or waiting for another (the grammar of a task list)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

DONE: Final = "done"
TO_DO: Final = "todo"
STARTED: Final = "started"
BLOCKED: Final = "blocked"


@dataclass(frozen=True)
class Task:
    """One line of the list: what to do, where, how it stands, and in words what is missing."""

    label: Any
    url_name: str
    order: int
    status: str
    words: str = ""


def task(
    label: Any,
    url_name: str,
    order: int,
    missing: Iterable[str],
    *,
    started: bool = False,
    waits_for: str = "",
) -> Task:
    """A task that is done when nothing is missing and that cannot start while it waits for something."""
    if waits_for:
        return Task(label, url_name, order, BLOCKED, waits_for)
    found = [words for words in missing if words]
    if not found:
        return Task(label, url_name, order, DONE)
    return Task(label, url_name, order, STARTED if started else TO_DO, " ".join(found))
