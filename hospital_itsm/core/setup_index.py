"""The index of the set-up: apps register their settings and the tasks of a first run; people see what they may use.

setup_index.register(Setting(_("Queues"), "people:teams", _("Teams and ..."), words=_("lead member"), ...))
setup_index.register_tasks(tasks_of_the_house)   # (now) -> tasks, computed from what is stored
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from hospital_itsm.core import access
from hospital_itsm.core.first_run import Task

Words = "str | Promise"


@dataclass(frozen=True)
class Setting:
    """A page of the set-up. `words` are further words it is found by; `verb` is the access rule that opens it."""

    label: "str | Promise"
    url_name: str
    sentence: "str | Promise"
    words: "str | Promise"
    icon: str
    order: int
    verb: str = "setup.manage"

    def answers(self, word: str) -> bool:
        """Does the word stand in what the page is about?"""
        return word in f"{self.label} {self.sentence} {self.words}".lower()


TaskReader = Callable[[datetime], Iterable[Task]]
_settings: dict[str, Setting] = {}
_readers: list[TaskReader] = []


def register(setting: Setting) -> None:
    """Add a page, or replace the one of the same address."""
    _settings[setting.url_name] = setting


def register_tasks(reader: TaskReader) -> None:
    """Ask `reader` for tasks of the first run; the same one counts once."""
    if reader not in _readers:
        _readers.append(reader)


def settings_for(user: Any, query: str = "") -> list[Setting]:
    """The pages somebody may use that answer every word of the query, in their order."""
    wanted = query.lower().split()
    found = [one for one in _settings.values() if all(one.answers(word) for word in wanted)]
    return sorted((one for one in found if access.can(user, one.verb)), key=lambda one: one.order)


def tasks(now: datetime) -> list[Task]:
    """All tasks of the first run, in their order."""
    return sorted((task for reader in _readers for task in reader(now)), key=lambda task: task.order)
