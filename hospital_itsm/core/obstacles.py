"""What stands in the way of retiring a row: apps to the right of a table say what of theirs still needs it.

obstacles.register(Team, open_tickets)   # (team) -> sentences that name the mend, none when nothing is in the way
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

Finder = Callable[[Any], Iterable[str]]
_finders: dict[type[Model], list[Finder]] = {}


def register(model: type[Model], finder: Finder) -> None:
    """Ask `finder` before a row of the model is retired; the same one counts once."""
    known = _finders.setdefault(model, [])
    if finder not in known:
        known.append(finder)


def found(row: Model) -> list[str]:
    """The sentences of everybody who still needs the row."""
    return [str(words) for finder in _finders.get(type(row), ()) for words in finder(row)]
