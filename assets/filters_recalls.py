"""The filters and orders of the list of recalls; page and REST share them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy

from assets.choices import OPEN_DISPOSITIONS, Disposition, LineCertainty, RecallClass, RecallState
from assets.models import RecallCase
from assets.rules.recall_keys import case_number
from hospital_itsm.core.filtering import (
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    is_yes,
    searchable,
    unknown_value,
)

LONGEST_TEXT: Final = 200
OPEN, CLOSED, ALL = "open", "closed", "all"
SHOWN: Final = {
    OPEN: gettext_lazy("Open"),
    CLOSED: gettext_lazy("Closed"),
    ALL: gettext_lazy("All"),
    **dict(RecallState.choices),
}
UNCLASSIFIED: Final = "none"
CLASSES: Final = {
    **{value: label for value, label in RecallClass.choices if value},
    UNCLASSIFIED: RecallClass.UNCLASSIFIED.label,
}


def _words(values: Sequence[str], asked: Asked) -> Q:
    found = Q()
    for word in searchable(values[0], LONGEST_TEXT).split():
        found &= (
            Q(pk=case_number(word) if word.upper().startswith("RC-") else 0)
            | Q(notice__number__icontains=word)
            | Q(notice__reference__icontains=word)
            | Q(notice__firm__icontains=word)
            | Q(notice__description__icontains=word)
            | Q(lines__asset__tag__iexact=word)
        )
    return Q(pk__in=_keys(found))


def _keys(found: Q) -> object:
    return RecallCase.objects.filter(found).values("pk")


def _state(values: Sequence[str], asked: Asked) -> Q:
    found = Q()
    for value in values:
        if value not in SHOWN:
            raise Unreadable(unknown_value(value, tuple(SHOWN)))
        if value == ALL:
            return Q()
        found |= ~Q(state=RecallState.CLOSED) if value == OPEN else Q(state=value)
    return found


def _class(values: Sequence[str], asked: Asked) -> Q:
    wanted = ["" if value == UNCLASSIFIED else value for value in values]
    if unknown := [value for value in values if value not in CLASSES]:
        raise Unreadable(unknown_value(unknown[0], tuple(CLASSES)))
    return Q(notice__recall_class__in=wanted)


def _late(values: Sequence[str], asked: Asked) -> Q:
    late = Q(next_due_at__lte=asked.now)
    return late if is_yes(values[0]) else ~late


def _mine(values: Sequence[str], asked: Asked) -> Q:
    mine = Q(assignee=asked.actor.pk)
    return mine if is_yes(values[0]) else ~mine


class RecallFilters(Filters):
    """The filters of one request for recalls; without `state` the page shows open ones."""

    known = by_name(
        Filter("q", gettext_lazy("Search"), _words, many=False),
        Filter("state", gettext_lazy("State"), _state, lambda value: SHOWN[value], codes=tuple(SHOWN)),
        Filter("class", gettext_lazy("Class"), _class, lambda value: CLASSES[value], codes=tuple(CLASSES)),
        Filter("overdue", gettext_lazy("Overdue"), _late, many=False, codes=("yes", "no")),
        Filter("mine", gettext_lazy("Mine"), _mine, many=False, codes=("yes", "no")),
    )


def recall_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Visible cases with their counts; open ones unless a state is asked for."""
    rows = RecallCase.objects.visible_to(actor).select_related("notice", "assignee").counted()
    return rows if given.get("state") else rows.open()


NARROWED: Final = {
    "open": Q(disposition__in=OPEN_DISPOSITIONS),
    "missing": Q(disposition=Disposition.MISSING),
    "check": Q(certainty=LineCertainty.UNCONFIRMED),
    "done": ~Q(disposition__in=OPEN_DISPOSITIONS),
}
"""What the devices of a recall can be narrowed to."""
NARROWED_WORDS: Final = {
    "open": gettext_lazy("Still open"),
    "missing": gettext_lazy("Missing"),
    "check": gettext_lazy("Check the label"),
    "done": gettext_lazy("Done"),
}


def _narrowed(values: Sequence[str], asked: Asked) -> Q:
    if values[0] not in NARROWED:
        raise Unreadable(unknown_value(values[0], tuple(NARROWED)))
    return NARROWED[values[0]]


class LineFilters(Filters):
    """What the devices of one recall are narrowed to."""

    known = by_name(
        Filter(
            "show",
            gettext_lazy("Devices"),
            _narrowed,
            lambda value: NARROWED_WORDS[value],
            many=False,
            codes=tuple(NARROWED),
        )
    )


RECALL_SORTS: Final = {"due": ("next_due_at", "id"), "newest": ("-id",)}
"""The orderings the list takes, each over NOT NULL columns ending in the key."""
