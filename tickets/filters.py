"""The one list of filters of tickets: chips on the page, parameters of REST, parts of a saved address."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    called,
    coded,
    is_yes,
    searchable,
    unknown_value,
)
from tickets.choices import OPEN_STATES, CareAnswer, Kind, Priority, State
from tickets.queries.search import LONGEST_TEXT, matching

ME, NOBODY = "me", "none"
OPEN = "open"


def _related(field: str) -> Callable[[Sequence[str], Asked], Q]:
    return lambda values, asked: Q(**{f"{field}__code__in": values})


def _state(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value != OPEN and value not in State.values]:
        raise Unreadable(unknown_value(unknown[0], (OPEN, *State.values)))
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


def _category(values: Sequence[str], asked: Asked) -> Q:
    return Q(category__code__in=values) | Q(category__group__in=values)


def _affects_care(values: Sequence[str], asked: Asked) -> Q:
    affected = Q(is_patient_safety=True) | Q(care_answer__in=(CareAnswer.UNSAFE, CareAnswer.SLOWER))
    return affected if is_yes(values[0]) else ~affected


def _late(values: Sequence[str], asked: Asked) -> Q:
    late = Q(next_due_at__lt=asked.now, state__in=OPEN_STATES)
    return late if is_yes(values[0]) else ~late


def _text(values: Sequence[str], asked: Asked) -> Q:
    return matching(searchable(values[0], LONGEST_TEXT), asked.actor)


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


def _yes_or_no(value: str) -> str:
    return _("Yes") if is_yes(value) else _("No")


_people = called("people.User", "username", "full_name")


_ALL = (
    Filter("q", gettext_lazy("Search"), _text, many=False),
    Filter(
        "team",
        gettext_lazy("Team"),
        _team,
        lambda value: _("None yet") if value == NOBODY else value,
        names=called("people.Team"),
    ),
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
        coded("priority", [str(value) for value in Priority.values]),
        _priority_words,
        codes=tuple(str(value) for value in Priority.values),
    ),
    Filter(
        "assignee",
        gettext_lazy("Assignee"),
        _assignee,
        lambda value: {ME: _("Me"), NOBODY: _("Nobody")}.get(value, value),
        names=_people,
    ),
    Filter("requester", gettext_lazy("Requester"), _requester, names=_people),
    Filter("care_area", gettext_lazy("Unit"), _related("care_area"), names=called("people.CareArea")),
    Filter("service", gettext_lazy("Service"), _related("service"), names=called("assets.Service")),
    Filter("asset", gettext_lazy("Device"), lambda values, asked: Q(asset__tag__in=values)),
    Filter("category", gettext_lazy("Category"), _category, names=called("tickets.Category")),
    Filter(
        "kind",
        gettext_lazy("Kind"),
        coded("kind", Kind.values),
        lambda value: Kind(value).label,
        codes=tuple(Kind.values),
    ),
    Filter(
        "care",
        gettext_lazy("Patient care affected"),
        _affects_care,
        _yes_or_no,
        many=False,
        codes=("yes", "no"),
    ),
    Filter("late", gettext_lazy("Late"), _late, _yes_or_no, many=False, codes=("yes", "no")),
    Filter("opened_after", gettext_lazy("Opened from"), _moment("opened_at__gte"), many=False),
    Filter("opened_before", gettext_lazy("Opened before"), _moment("opened_at__lt"), many=False),
)
FILTERS: dict[str, Filter] = by_name(*_ALL)
"""Every filter by its name; nothing else narrows a list."""


class TicketFilters(Filters):
    """The filters of one request for tickets."""

    known = FILTERS
