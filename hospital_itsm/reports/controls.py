"""The controls by which a question is narrowed, as its page draws them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from hospital_itsm.core.filtering import Filter
from hospital_itsm.reports.asked import OWN, Asked

NOT_OFFERED: Final = frozenset({"q", "kpi"})
"""Filters that the page takes and does not draw as a control of their own."""


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One filter: a set of boxes where several may be ticked, else a menu. `others` are values beside the menu's."""

    name: str
    label: str
    choices: Sequence[Choice]
    is_many: bool
    others: Sequence[str] = ()

    @property
    def chosen(self) -> int:
        """How many are chosen."""
        return sum(one.is_chosen for one in self.choices)


def controls_of(asked: Asked) -> list[Control]:
    """The controls of the filters whose values can be chosen: one statement for each list of options."""
    options = asked.question.about.options
    found = []
    for name, known in asked.filters.known.items():
        if name in NOT_OFFERED or not (known.codes or name in options):
            continue
        given = asked.given.get(name, [])
        pairs = options[name](asked.actor) if name in options else _coded(known)
        is_many = known.many and bool(known.codes)
        shown = given if is_many else given[:1]
        choices = [Choice(value, words, value in shown) for value, words in pairs]
        found.append(Control(name, str(known.label), choices, is_many, _others(choices, given)))
    return found


def _coded(known: Filter) -> list[tuple[str, str]]:
    return [(str(code), str(known.words(str(code)))) for code in known.codes]


def _others(choices: Sequence[Choice], given: Sequence[str]) -> list[str]:
    """Given values for which there is no choice, or no more room in a menu."""
    chosen = [one.value for one in choices if one.is_chosen]
    return [value for value in given if value not in chosen]


def kept(asked: Asked, drawn: Sequence[Control]) -> list[tuple[str, Any]]:
    """Parameters the page has no control for; they stay as hidden fields."""
    names = {one.name for one in drawn} | {*OWN, "q"}
    return [(name, value) for name, values in asked.given.items() if name not in names for value in values]
