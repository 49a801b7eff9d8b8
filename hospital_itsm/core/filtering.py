"""Filters of a list: chips on the page, parameters of REST, parts of a saved address.

An app declares its filters as `Filter` rows; nothing else narrows its list:

    class ThingFilters(Filters):
        known = by_name(Filter("kind", gettext_lazy("Kind"), coded("kind", KINDS)), ...)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

NOT_FILTERS = frozenset({"cursor", "page_size", "sort", "open", "format", "saved", "layout", "columns"})
"""Parameters that share the address with the filters."""
LONGEST_TEXT = 200
YES = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


class Unreadable(ValueError):
    """A value the filter cannot take; the message names the mend."""


@dataclass(frozen=True)
class Asked:
    """What a filter may look at besides its values."""

    actor: Any
    now: datetime


@dataclass(frozen=True)
class Filter:
    """One parameter: `condition` turns its values into a condition or raises Unreadable; `words` says a value."""

    name: str
    label: "str | Promise"
    condition: Callable[[Sequence[str], Asked], Q]
    words: Callable[[str], Any] = str
    many: bool = True
    codes: tuple[str, ...] = ()
    """The values it takes where they are a fixed list; for the schema and for menus."""
    names: Callable[[Sequence[str]], Mapping[str, Any]] | None = None
    """What values that stand for rows are called, all of them with one statement; others are said by `words`."""


@dataclass(frozen=True)
class Chip:
    """A filter in force: its label, its value in words and as it stands in the address, the address without it."""

    name: str
    label: str
    words: str
    without: str
    value: str


class Filters:
    """The filters of one request. Ask `errors` first: unknown names and values that cannot be read.

    `data` maps each parameter to its values (a QueryDict or `{name: [values]}`).
    """

    known: ClassVar[Mapping[str, Filter]] = {}
    """Every filter of the list by its name."""

    def __init__(self, data: Mapping[str, Any], *, actor: Any, now: datetime) -> None:
        self._given = {
            name: _values(data, name) for name in data if name not in NOT_FILTERS and any(_values(data, name))
        }
        self._asked = Asked(actor, now)
        self.errors: dict[str, str] = {}
        self._conditions = [
            condition
            for name, values in self._given.items()
            if (condition := self._condition(name, values)) is not None
        ]

    def apply(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow a queryset that already starts at what the actor may see; several values of one filter are or."""
        for condition in self._conditions:
            queryset = queryset.filter(condition)
        return queryset

    def condition(self) -> Q:
        """All of them as one condition, for counting several lists in one statement."""
        return reduce(and_, self._conditions, Q())

    @property
    def narrows(self) -> bool:
        """Whether any filter is in force."""
        return any(name in self.known for name in self._given)

    def chips(self, names: Mapping[str, Mapping[str, Any]] | None = None) -> list[Chip]:
        """Every value in force, in the order of the address.

        `names` are words of values that the page has read already, by filter; for others the database is asked.
        """
        known = names or {}
        return [
            Chip(name, str(self.known[name].label), said, self._without(name, value), value)
            for name, values in self._given.items()
            if name in self.known
            for value, said in zip(values, _said(self.known[name], values, known.get(name, {})), strict=True)
        ]

    def query(self) -> str:
        """The filters as a part of an address."""
        return urlencode(self._given, doseq=True)

    def _without(self, name: str, value: str) -> str:
        left = {
            key: [one for one in values if (key, one) != (name, value)] for key, values in self._given.items()
        }
        return urlencode({key: values for key, values in left.items() if values}, doseq=True)

    def _condition(self, name: str, values: list[str]) -> Q | None:
        if name not in self.known:
            self.errors[name] = _("There is no such filter. Use one of: %(names)s.") % {
                "names": ", ".join(self.known)
            }
            return None
        try:
            if len(values) > 1 and not self.known[name].many:
                raise Unreadable(_("Give it once."))
            return self.known[name].condition(values, self._asked)
        except Unreadable as error:
            self.errors[name] = str(error)
            return None


def _values(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else data[name]
    return [value for value in ([found] if isinstance(found, str) else found) if value != ""]


def _said(chosen: Filter, values: Sequence[str], known: Mapping[str, Any]) -> list[str]:
    if not set(values) <= set(known):
        known = chosen.names(values) if chosen.names else {}
    return [str(known[value] if value in known else _say(chosen, value)) for value in values]


def _say(chosen: Filter, value: str) -> Any:
    try:
        return chosen.words(value)
    except (ValueError, KeyError):
        return value


def coded(field: str, codes: Sequence[str]) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that a column holds one of the values, which must be among the codes."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        if unknown := [value for value in values if value not in codes]:
            raise Unreadable(unknown_value(unknown[0], codes))
        return Q(**{f"{field}__in": values})

    return condition


def unknown_value(value: str, codes: Sequence[str]) -> str:
    """What is said about a value that is not among the codes."""
    return _("%(value)s is not one of: %(codes)s.") % {"value": value, "codes": ", ".join(codes)}


def is_yes(value: str) -> bool:
    """The truth in a "yes" or "no". Raises Unreadable for anything else."""
    if value.lower() not in YES:
        raise Unreadable(_("Say yes or no."))
    return YES[value.lower()]


def searchable(value: str, longest: int) -> str:
    """Words to search for. Raises Unreadable where no database can look for them or they are too many."""
    if len(value) > longest:
        raise Unreadable(_("Shorten the search to %(most)d characters.") % {"most": longest})
    if "\x00" in value:
        raise Unreadable(_("Search for words."))
    return value


def exact(column: str) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that a column holds one of the values, whatever they are."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{column}__in": [searchable(value, LONGEST_TEXT) for value in values]})

    return condition


def words_in(*columns: str) -> Callable[[Sequence[str], Asked], Q]:
    """The condition that one of the columns has the words."""

    def condition(values: Sequence[str], asked: Asked) -> Q:
        words, found = searchable(values[0], LONGEST_TEXT), Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": words})
        return found

    return condition


def chosen(name: str, label: "str | Promise", choices: Any, column: str = "") -> Filter:
    """A filter by the codes of an enumeration, which stand in `column`, or else in that of its name."""
    codes = tuple(choices.values)
    return Filter(name, label, coded(column or name, codes), lambda value: choices(value).label, codes=codes)


def called(model: str, code: str = "code", name: str = "name") -> Callable[[Sequence[str]], dict[str, Any]]:
    """The names of the rows whose codes are given; the model is said as "app.Model"."""

    def names(values: Sequence[str]) -> dict[str, Any]:
        rows = apps.get_model(model)._default_manager.filter(**{f"{code}__in": values}).order_by()
        return dict(rows.values_list(code, name))

    return names


def by_name(*filters: Filter) -> dict[str, Filter]:
    """The filters of a list under their names, in order."""
    return {one.name: one for one in filters}


def narrow_also(filters: type[Filters], one: Filter) -> None:
    """Let a list take a filter that a higher package declares; called in its `apps.py`."""
    cast(dict[str, Filter], filters.known)[one.name] = one
