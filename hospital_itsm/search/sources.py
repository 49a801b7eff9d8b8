"""What can be searched: each kind of thing is one group, registered once, so that a new one joins without the page.

A package left of this one registers nothing itself; `groups.py` does it for them. One to the right calls `register`
in its `apps.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from hospital_itsm.search.rules.words import parts_of


@dataclass(frozen=True)
class Asked:
    """What was typed, by whom."""

    text: str
    actor: Any

    @property
    def parts(self) -> tuple[str, ...]:
        """Words and quoted phrases."""
        return parts_of(self.text)

    @property
    def plain(self) -> str:
        """The words without quotation marks."""
        return " ".join(self.parts)


@dataclass(frozen=True)
class Hit:
    """One thing found: its number or tag, its name, a few facts, and its page, empty where the person has none of it.

    `is_exact`: what was typed is its number, so that the box may go there at once.
    """

    title: str
    code: str = ""
    facts: tuple[str, ...] = ()
    url: str = ""
    is_exact: bool = False


@dataclass(frozen=True)
class SearchSource:
    """A group of results.

    `find(asked, most)` returns at most so many of the things the person may see, best first, in the same number of
    statements however many there are. `names` gives rows the person may see and the column their name is in, from
    which spelling is corrected. `whole_list` is the address of the list narrowed by the same words, if there is one.
    `scope` is what a token needs.
    """

    code: str
    title: "str | Promise"
    icon: str
    order: int
    scope: str
    allowed: Callable[[Any], bool]
    find: Callable[[Asked, int], list[Hit]]
    names: Callable[[Any], tuple[QuerySet[Any], str]] | None = None
    whole_list: Callable[[Asked], str] | None = None


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Add a group; one of the same code is replaced."""
    _sources[source.code] = source


def registered() -> list[SearchSource]:
    """All groups in their order, whoever may see them."""
    return sorted(_sources.values(), key=lambda source: source.order)


def sources_for(actor: Any) -> list[SearchSource]:
    """The groups this person gets."""
    return [source for source in registered() if source.allowed(actor)]
