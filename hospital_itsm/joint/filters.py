"""The filters and orders of tasks; page, REST and export share them."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, chosen, exact, is_yes
from hospital_itsm.joint.choices import TaskClock, TaskState
from hospital_itsm.people.choices import Domain

ME: Final = "me"


def _waiting(values: Sequence[str], asked: Asked) -> Q:
    return Q(ended_at__isnull=is_yes(values[0]))


def _required(values: Sequence[str], asked: Asked) -> Q:
    return Q(is_required=is_yes(values[0]))


def _late(values: Sequence[str], asked: Asked) -> Q:
    """Missed, whether or not the watcher has seen it."""
    late = Q(clock=TaskClock.MISSED) | Q(ended_at__isnull=True, due_at__lt=asked.now)
    return late if is_yes(values[0]) else ~late


def _person(values: Sequence[str], asked: Asked) -> Q:
    found = Q(person__username__in=[value for value in values if value != ME])
    return found | Q(person_id=asked.actor.pk) if ME in values else found


def _mine(values: Sequence[str], asked: Asked) -> Q:
    ours = Q(team_id__in=asked.actor.team_ids)
    return ours if is_yes(values[0]) else ~ours


def _yes(name: str, label: Any, condition: Any) -> Filter:
    return Filter(name, label, condition, many=False, codes=("yes", "no"))


class TaskFilters(Filters):
    """The filters of one request for tasks."""

    known = by_name(
        _yes("waiting", gettext_lazy("Still to be done"), _waiting),
        _yes("ours", gettext_lazy("Of my teams"), _mine),
        _yes("late", gettext_lazy("Late"), _late),
        _yes("required", gettext_lazy("Required"), _required),
        chosen("state", gettext_lazy("State"), TaskState),
        Filter("team", gettext_lazy("Team"), exact("team__code")),
        chosen("domain", gettext_lazy("Answers to"), Domain, "team__domain"),
        Filter("person", gettext_lazy("Person"), _person),
        Filter("ticket", gettext_lazy("Ticket"), exact("ticket__key")),
    )


TASK_SORTS: Final = {
    "due": ("next_due_at", "id"),
    "newest": ("-opened_at", "-id"),
    "oldest": ("opened_at", "id"),
}
"""The orderings a list takes, each over NOT NULL columns ending in the key."""
