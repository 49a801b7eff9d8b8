"""What stands against signing a contract: packages to the right and rules of vendors say it by name.

blockers.register(missing_baa)   # (contract, asker) -> sentences that name the mend
"""

from collections.abc import Callable, Sequence
from typing import Any

Blocker = Callable[[Any, Any], Sequence[str]]
_blockers: list[Blocker] = []


def register(blocker: Blocker) -> None:
    """Ask this before a contract is approved or signed; the same one counts once."""
    if blocker not in _blockers:
        _blockers.append(blocker)


def of(contract: Any, asker: Any) -> list[str]:
    """Every sentence, empty where nothing stands against it; `asker` is who wants it approved or signed."""
    return [words for blocker in _blockers for words in blocker(contract, asker)]
