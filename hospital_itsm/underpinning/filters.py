"""The filters and orders of tasks, clocks and scorecards; page, REST and export share them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.filtering import (
    LONGEST_TEXT,
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    chosen,
    exact,
    is_yes,
    searchable,
)
from hospital_itsm.people.choices import Domain
from hospital_itsm.underpinning.choices import Basis, ClockState, Metric
from hospital_itsm.underpinning.models import VendorClock
from hospital_itsm.underpinning.rules.figures import Span
from hospital_itsm.underpinning.scorecard import bounds
from vendors.queries.vendors import goes_by


def _day(column: str, *, is_last: bool = False) -> Callable[[Sequence[str], Asked], Q]:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        try:
            day = date.fromisoformat(values[0])
            since, until = bounds(Span(day, day))
        except (ValueError, OverflowError):
            raise Unreadable(_("Write the day like 2026-11-30.")) from None
        return Q(**{f"{column}__lt": until}) if is_last else Q(**{f"{column}__gte": since})

    return condition


def _waiting(values: Sequence[str], asked: Asked) -> Q:
    return Q(ended_at__isnull=is_yes(values[0]))


def _answered(values: Sequence[str], asked: Asked) -> Q:
    return Q(answered_at__isnull=not is_yes(values[0]))


def _late(values: Sequence[str], asked: Asked) -> Q:
    """A promise has passed, and the vendor still works on it."""
    late = Q(pk__in=VendorClock.objects.passed(asked.now).values("task"))
    return late if is_yes(values[0]) else ~late


def _credit(values: Sequence[str], asked: Asked) -> Q:
    """Money of a contract is for those who read contracts."""
    if not can(asked.actor, "contract.read"):
        raise Unreadable(_("Credits are shown to those who read contracts."))
    return Q(currency__in=[searchable(value, LONGEST_TEXT) for value in values], credit__isnull=False)


def _words(values: Sequence[str], asked: Asked) -> Q:
    return goes_by(searchable(values[0], LONGEST_TEXT))


def _yes(name: str, label: Any, condition: Callable[[Sequence[str], Asked], Q]) -> Filter:
    return Filter(name, label, condition, many=False, codes=("yes", "no"))


class TaskFilters(Filters):
    """The filters of one request for tasks."""

    known = by_name(
        Filter("vendor", gettext_lazy("Vendor"), exact("vendor__name")),
        Filter("contract", gettext_lazy("Contract"), exact("contract__number")),
        Filter("ticket", gettext_lazy("Ticket"), exact("ticket__key")),
        chosen("basis", gettext_lazy("Contract because"), Basis),
        _yes("waiting", gettext_lazy("With the vendor now"), _waiting),
        _yes("answered", gettext_lazy("Answer noted"), _answered),
        _yes("late", gettext_lazy("Past a promise"), _late),
        chosen("domain", gettext_lazy("Answers to"), Domain, "ticket__team__domain"),
        Filter("answered_from", gettext_lazy("Answered from"), _day("answered_at"), many=False),
        Filter(
            "answered_until", gettext_lazy("Answered until"), _day("answered_at", is_last=True), many=False
        ),
    )


class ClockFilters(Filters):
    """The filters of one request for promises; days are those on which they were kept or broken."""

    known = by_name(
        Filter("vendor", gettext_lazy("Vendor"), exact("vendor__name")),
        Filter("contract", gettext_lazy("Contract"), exact("task__contract__number")),
        Filter("ticket", gettext_lazy("Ticket"), exact("task__ticket__key")),
        chosen("promise", gettext_lazy("Promise"), Metric, "metric"),
        chosen("state", gettext_lazy("State"), ClockState),
        Filter("from", gettext_lazy("From"), _day("settled_at"), many=False),
        Filter("until", gettext_lazy("Until"), _day("settled_at", is_last=True), many=False),
        Filter("credit", gettext_lazy("Credit due in"), _credit),
    )


class ScorecardFilters(Filters):
    """The filters of one request for scorecards."""

    known = by_name(Filter("q", gettext_lazy("Search"), _words, many=False))


TASK_SORTS: Final = {"newest": ("-handed_at", "-id"), "oldest": ("handed_at", "id")}
CLOCK_SORTS: Final = {"newest": ("-due_at", "-id"), "due": ("due_at", "id")}
SCORECARD_SORTS: Final = {"name": ("name", "id")}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
