"""The orders of lists of tickets, and two of them after one another: `priority,oldest`."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Ordering = tuple[str, ...]
SEPARATOR: Final = ","
SINGLE: Final[Mapping[str, Ordering]] = {
    "time_left": ("next_due_at", "id"),
    "newest": ("-opened_at", "-id"),
    "oldest": ("opened_at", "id"),
    "priority": ("priority", "next_due_at", "id"),
    "reports": ("-reporters_count", "next_due_at", "id"),
}
"""Over NOT NULL columns of the ticket itself, ending in the key. None is over words: cursors stand in addresses."""

WORDS: Final[Mapping[str, "str | Promise"]] = {
    "time_left": gettext_lazy("Time left"),
    "newest": gettext_lazy("Newest"),
    "oldest": gettext_lazy("Oldest"),
    "priority": gettext_lazy("Priority"),
    "reports": gettext_lazy("Most reports"),
}
PATTERN: Final = "^({0})(,({0}))?$".format("|".join(SINGLE))


class Orders(Mapping[str, Ordering]):
    """Every order by its name, and every two that are of different columns; those it lists are the single ones."""

    def __getitem__(self, name: str) -> Ordering:
        """The columns. Raises KeyError for an order there is not."""
        if name in SINGLE:
            return SINGLE[name]
        first, _comma, second = name.partition(SEPARATOR)
        if first not in SINGLE or not fit(first, second):
            raise KeyError(name)
        return (SINGLE[first][0], SINGLE[second][0], SINGLE[second][-1])

    def __iter__(self) -> Iterator[str]:
        return iter(SINGLE)

    def __len__(self) -> int:
        return len(SINGLE)


SORTS: Final = Orders()
"""The orderings a list takes."""


def fit(first: str, second: str) -> bool:
    """May the second order stand behind the first?"""
    return second in SINGLE and _column(first) != _column(second)


def parts(name: str) -> tuple[str, str]:
    """The first order of a name that `SORTS` holds, and the second one, empty where there is none."""
    first, _comma, second = name.partition(SEPARATOR)
    return first, second


def joined(first: str, second: str) -> str:
    """The name of two orders after one another, of the first alone without a second one that fits."""
    return f"{first}{SEPARATOR}{second}" if fit(first, second) else first


def words_of(name: str) -> str:
    """An order of `SORTS` in words."""
    first, second = parts(name)
    if not second:
        return str(WORDS[first])
    return _("%(first)s, then %(second)s") % {"first": WORDS[first], "second": WORDS[second]}


def _column(name: str) -> str:
    return SINGLE[name][0].lstrip("-")
