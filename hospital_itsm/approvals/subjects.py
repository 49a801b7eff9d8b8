"""What can be approved; each app registers its kinds in `apps.py` and gets the answer in the same transaction.

register(Subject("contract", _("Contract"), Contract, find=..., facts=..., blockers=..., decided=...))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Fact = tuple["str | Promise", Any]


def nothing(subject: Any) -> Sequence[Any]:
    """No facts."""
    return ()


def no_blockers(subject: Any, asker: Any) -> Sequence[str]:
    """Nothing stands against it."""
    return ()


@dataclass(frozen=True)
class Subject:
    """One kind.

    `visible` gives the rows an actor may see, `read` one row by its key whoever asks (an approver reads its facts
    without seeing its page), `lock` the same locked, for `decided`. `facts` are the lines an approver reads,
    `blockers(row, asker)` the reasons why it may not be approved now, each a sentence that names the mend.
    `decided(row, request, actor)` does what follows from the end of a request, whose `state` is approved or rejected.
    """

    kind: str
    title: "str | Promise"
    visible: Callable[[Any], Any]
    read: Callable[[int], Any]
    lock: Callable[[int], Any]
    decided: Callable[[Any, Any, Any], None]
    facts: Callable[[Any], Sequence[Fact]] = nothing
    blockers: Callable[[Any, Any], Sequence[str]] = no_blockers


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Let this kind be approved."""
    _subjects[subject.kind] = subject


def find(kind: str) -> Subject:
    """The kind. Raises KeyError."""
    return _subjects[kind]


def choices() -> list[tuple[str, str]]:
    """The kinds with their words."""
    return [(kind, str(one.title)) for kind, one in sorted(_subjects.items())]
