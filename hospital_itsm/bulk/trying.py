"""What a bulk change would do, found by doing it to the first tickets and undoing that."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.bulk.actions.asking import checked
from hospital_itsm.bulk.actions.doing import Task, do_row
from hospital_itsm.bulk.choices import Outcome
from hospital_itsm.bulk.models import BulkChange, BulkRow
from hospital_itsm.bulk.rules.size import INLINE
from hospital_itsm.core.dry_run import undone
from tickets.models import Ticket

LABELS: Final = {
    "assignee": gettext_lazy("Assignee"),
    "team": gettext_lazy("Team"),
    "category": gettext_lazy("Category"),
    "priority": gettext_lazy("Priority"),
    "state": gettext_lazy("State"),
}


@dataclass(frozen=True)
class Effect:
    """So many of the tried tickets would come to this value of a field."""

    target: str
    after: str
    count: int


@dataclass(frozen=True)
class Trial:
    """What the tried tickets came to; `refusals` are the words with how many they were said of."""

    tried: int
    done: int
    same: int
    refused: int
    effects: list[Effect]
    refusals: list[tuple[str, int]]


def tried(change: BulkChange, given: Mapping[str, Any], *, actor: Any) -> Trial:
    """Try the change on its first tickets; nothing of it stays. Raises ValueRefused."""
    with undone():
        task = Task(change.kind, checked(change.kind, given, actor), actor)
        rows = list(change.rows.order_by("position").values_list("pk", "ticket_id")[:INLINE])
        before = _shown([ticket for _pk, ticket in rows])
        for pk, _ticket in rows:
            do_row(pk, actor=actor, task=task)
        after = _shown([ticket for _pk, ticket in rows])
        said = list(
            BulkRow.objects.filter(pk__in=[pk for pk, _ticket in rows]).values_list("outcome", "words")
        )
    came = Counter(outcome for outcome, _words in said)
    effects = Counter(
        (name, values[name])
        for pk, values in after.items()
        for name in LABELS
        if values[name] != before[pk][name]
    )
    return Trial(
        len(rows),
        came[Outcome.DONE],
        came[Outcome.SAME],
        came[Outcome.REFUSED],
        [Effect(str(LABELS[name]), value, count) for (name, value), count in effects.most_common()],
        Counter(words for outcome, words in said if outcome == Outcome.REFUSED).most_common(),
    )


def _shown(keys: list[int]) -> dict[int, dict[str, str]]:
    """The fields a change may touch, in words: one statement."""
    nobody, none = _("nobody"), _("none")
    return {
        ticket.pk: {
            "assignee": ticket.assignee.full_name if ticket.assignee else nobody,
            "team": ticket.team.name if ticket.team else nobody,
            "category": ticket.category.name if ticket.category else none,
            "priority": ticket.get_priority_display(),
            "state": ticket.get_state_display(),
        }
        for ticket in Ticket.objects.filter(pk__in=keys).select_related("assignee", "team", "category")
    }
