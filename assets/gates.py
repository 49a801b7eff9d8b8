"""What must be finished before a step of an asset's life: apps to the right of assets say what they know.

gates.register(unfinished_procedures)   # (asset, verb) -> sentences that name the mend, none when nothing is open
"""

from collections.abc import Callable, Iterable
from typing import Any

Finder = Callable[[Any, str], Iterable[str]]
_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Ask `finder` before every step; the same one counts once."""
    if finder not in _finders:
        _finders.append(finder)


def found(asset: Any, verb: str) -> list[str]:
    """The sentences of everybody who holds the step up."""
    return [str(words) for finder in _finders for words in finder(asset, verb)]
