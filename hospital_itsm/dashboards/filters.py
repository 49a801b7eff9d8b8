"""The filters and orders of the list of dates asked for; page, REST and files share them."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import Asked, Filter, Filters, Unreadable, by_name, unknown_value


class AskedState(models.TextChoices):
    """How a question for a date stands."""

    WAITING = "waiting", gettext_lazy("Waits for an answer")
    LATE = "late", gettext_lazy("Answer late")
    GIVEN = "given", gettext_lazy("Date given")
    PASSED = "passed", gettext_lazy("Date passed")


class Side(models.TextChoices):
    """Who asks whom."""

    OF_ME = "of_me", gettext_lazy("I am asked")
    BY_ME = "by_me", gettext_lazy("I asked")


def _state(values: Sequence[str], asked: Asked) -> Q:
    today = timezone.localdate(asked.now)
    conditions = {
        AskedState.WAITING: Q(promised_on__isnull=True, answer_by__gte=today),
        AskedState.LATE: Q(promised_on__isnull=True, answer_by__lt=today),
        AskedState.GIVEN: Q(promised_on__gte=today),
        AskedState.PASSED: Q(promised_on__lt=today),
    }
    found = Q(pk__in=[])
    for value in values:
        if value not in conditions:
            raise Unreadable(unknown_value(value, AskedState.values))
        found |= conditions[AskedState(value)]
    return found


def _side(values: Sequence[str], asked: Asked) -> Q:
    if values[0] not in Side.values:
        raise Unreadable(unknown_value(values[0], Side.values))
    return Q(asked_of=asked.actor) if values[0] == Side.OF_ME else Q(asked_by=asked.actor)


class AskedFilters(Filters):
    """The filters of one request for dates asked for."""

    known = by_name(
        Filter(
            "state",
            gettext_lazy("State"),
            _state,
            lambda value: AskedState(value).label,
            codes=tuple(AskedState.values),
        ),
        Filter(
            "side",
            gettext_lazy("Who asks"),
            _side,
            lambda value: Side(value).label,
            many=False,
            codes=tuple(Side.values),
        ),
    )


ASKED_SORTS: Final[dict[str, tuple[str, ...]]] = {
    "newest": ("-id",),
    "answer_by": ("answer_by", "id"),
}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""


def state_of(row: Any, today: Any) -> AskedState:
    """How one of them stands on a day."""
    if row.promised_on is None:
        return AskedState.LATE if row.answer_by < today else AskedState.WAITING
    return AskedState.PASSED if row.promised_on < today else AskedState.GIVEN
