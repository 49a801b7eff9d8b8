"""What must be finished before a step of something's life: packages to the right of its table say what they know.

gates.register(Ticket, required_tasks)   # (ticket, verb) -> sentences that name the mend, none when nothing is open
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from hospital_itsm.core.errors import Conflict

Finder = Callable[[Any, str], Iterable[str]]
_finders: dict[type[Model], list[Finder]] = {}


def register(model: type[Model], finder: Finder) -> None:
    """Ask `finder` before every step of a row of the model; the same one counts once."""
    known = _finders.setdefault(model, [])
    if finder not in known:
        known.append(finder)


def refuse_held_up(row: Model, verb: str) -> None:
    """Raise Conflict with the sentences of everybody who holds the step up."""
    words = [str(one) for finder in _finders.get(type(row), ()) for one in finder(row, verb)]
    if words:
        raise Conflict(" ".join(words))
