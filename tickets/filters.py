"""The one list of filters of tickets: chips on the page, parameters of REST, parts of a saved address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.choices import OPEN_STATES, CareAnswer, Kind, Priority, State
from tickets.queries.search import LONGEST_TEXT, matching

ME, NOBODY = "me", "none"
OPEN = "open"
YES = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
NOT_FILTERS = frozenset({"cursor", "page_size", "sort", "open", "format"})
"""Parameters that share the address with the filters."""

Words = "str | Promise"


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


@dataclass(frozen=True)
class Chip:
    """A filter in force: its label, its value in words and as it stands in the address, the address without it."""

    name: str
    label: str
    words: str
    without: str
    value: str


class TicketFilters:
    """The filters of one request. Ask `errors` first: unknown names and values that cannot be read.

    `data` maps each parameter to its values (a QueryDict or `{name: [values]}`).
    """

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

    def chips(self) -> list[Chip]:
        """Every value in force, in the order of the address."""
        return [
            Chip(
                name,
                str(FILTERS[name].label),
                str(_say(FILTERS[name], value)),
                self._without(name, value),
                value,
            )
            for name, values in self._given.items()
            if name in FILTERS
            for value in values
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
        if name not in FILTERS:
            self.errors[name] = _("There is no such filter. Use one of: %(names)s.") % {
                "names": ", ".join(FILTERS)
            }
            return None
        try:
            if len(values) > 1 and not FILTERS[name].many:
                raise Unreadable(_("Give it once."))
            return FILTERS[name].condition(values, self._asked)
        except Unreadable as error:
            self.errors[name] = str(error)
            return None


def _values(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else data[name]
    return [value for value in ([found] if isinstance(found, str) else found) if value != ""]


def _say(chosen: Filter, value: str) -> Any:
    try:
        return chosen.words(value)
    except (ValueError, KeyError):
        return value


def _coded(field: str, codes: Sequence[str]) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        if unknown := [value for value in values if value not in codes]:
            raise Unreadable(_unknown(unknown[0], codes))
        return Q(**{f"{field}__in": values})

    return condition


def _unknown(value: str, codes: Sequence[str]) -> str:
    return _("%(value)s is not one of: %(codes)s.") % {"value": value, "codes": ", ".join(codes)}


def _related(field: str) -> Callable[[Sequence[str], Asked], Q]:
    return lambda values, asked: Q(**{f"{field}__code__in": values})


def _state(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value != OPEN and value not in State.values]:
        raise Unreadable(_unknown(unknown[0], (OPEN, *State.values)))
    wanted = {str(value) for value in values if value != OPEN} | (
        {str(state) for state in OPEN_STATES} if OPEN in values else set()
    )
    return Q(state__in=sorted(wanted))


def _team(values: Sequence[str], asked: Asked) -> Q:
    condition = Q(team__code__in=values) | Q(joint_team__code__in=values)
    return condition | Q(team__isnull=True) if NOBODY in values else condition


def _assignee(values: Sequence[str], asked: Asked) -> Q:
    condition = Q(assignee__username__in=[value for value in values if value not in (ME, NOBODY)])
    if ME in values:
        condition |= Q(assignee_id=asked.actor.pk)
    if NOBODY in values:
        condition |= Q(assignee__isnull=True)
    return condition


def _requester(values: Sequence[str], asked: Asked) -> Q:
    return Q(requester__username__in=values)


def _name_words(value: str) -> str:
    from hospital_itsm.people.models import User

    return User.objects.filter(username=value).values_list("full_name", flat=True).first() or value


def _category(values: Sequence[str], asked: Asked) -> Q:
    return Q(category__code__in=values) | Q(category__group__in=values)


def _affects_care(values: Sequence[str], asked: Asked) -> Q:
    affected = Q(is_patient_safety=True) | Q(care_answer__in=(CareAnswer.UNSAFE, CareAnswer.SLOWER))
    return affected if _yes(values[0]) else ~affected


def _late(values: Sequence[str], asked: Asked) -> Q:
    late = Q(next_due_at__lt=asked.now, state__in=OPEN_STATES)
    return late if _yes(values[0]) else ~late


def _yes(value: str) -> bool:
    if value.lower() not in YES:
        raise Unreadable(_("Say yes or no."))
    return YES[value.lower()]


def _text(values: Sequence[str], asked: Asked) -> Q:
    if len(values[0]) > LONGEST_TEXT:
        raise Unreadable(_("Shorten the search to %(most)d characters.") % {"most": LONGEST_TEXT})
    if "\x00" in values[0]:
        raise Unreadable(_("Search for words."))
    return matching(values[0], asked.actor)


def _moment(lookup: str) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        try:
            at = parse_datetime(values[0]) or _midnight(values[0])
        except ValueError:
            at = None
        if at is None:
            raise Unreadable(_("Give a date or time such as 2026-10-30 or 2026-10-30T14:00Z."))
        return Q(**{lookup: at if timezone.is_aware(at) else timezone.make_aware(at)})

    return condition


def _midnight(text: str) -> datetime | None:
    day = parse_date(text)
    return (
        None
        if day is None
        else datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())
    )


def _priority_words(value: str) -> Any:
    return Priority(int(value)).label


_ALL = (
    Filter("q", gettext_lazy("Search"), _text, many=False),
    Filter("team", gettext_lazy("Team"), _team),
    Filter(
        "state",
        gettext_lazy("State"),
        _state,
        lambda value: _("Open") if value == OPEN else State(value).label,
        codes=(OPEN, *State.values),
    ),
    Filter(
        "priority",
        gettext_lazy("Priority"),
        _coded("priority", [str(value) for value in Priority.values]),
        _priority_words,
        codes=tuple(str(value) for value in Priority.values),
    ),
    Filter(
        "assignee",
        gettext_lazy("Assignee"),
        _assignee,
        lambda value: {ME: _("Me"), NOBODY: _("Nobody")}.get(value, value),
    ),
    Filter("requester", gettext_lazy("Requester"), _requester, _name_words),
    Filter("care_area", gettext_lazy("Unit"), _related("care_area")),
    Filter("service", gettext_lazy("Service"), _related("service")),
    Filter("category", gettext_lazy("Category"), _category),
    Filter(
        "kind",
        gettext_lazy("Kind"),
        _coded("kind", Kind.values),
        lambda value: Kind(value).label,
        codes=tuple(Kind.values),
    ),
    Filter("care", gettext_lazy("Patient care affected"), _affects_care, many=False, codes=("yes", "no")),
    Filter("late", gettext_lazy("Late"), _late, many=False, codes=("yes", "no")),
    Filter("opened_after", gettext_lazy("Opened from"), _moment("opened_at__gte"), many=False),
    Filter("opened_before", gettext_lazy("Opened before"), _moment("opened_at__lt"), many=False),
)
FILTERS: dict[str, Filter] = {one.name: one for one in _ALL}
"""Every filter by its name; nothing else narrows a list."""

SORTS: dict[str, tuple[str, ...]] = {
    "time_left": ("next_due_at", "id"),
    "newest": ("-opened_at", "-id"),
    "oldest": ("opened_at", "id"),
    "priority": ("priority", "next_due_at", "id"),
}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
