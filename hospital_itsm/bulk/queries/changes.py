"""Reading bulk changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, IntegerField, Value, When

from hospital_itsm.bulk import access
from hospital_itsm.bulk.choices import Outcome, Undone


class BulkChangeQuerySet(models.QuerySet[Any]):
    """Bulk changes; each is its maker's alone."""

    def visible_to(self, actor: Any) -> Self:
        """The actor's own."""
        return self.filter(access.visible_changes(actor))

    def older_than(self, moment: datetime) -> Self:
        """Those whose tickets were chosen before."""
        return self.filter(chosen_at__lt=moment)


@dataclass(frozen=True)
class Tally:
    """How many tickets of a change are where."""

    waiting: int = 0
    done: int = 0
    same: int = 0
    refused: int = 0
    undone: int = 0
    kept: int = 0


def tally_of(change: Any) -> Tally:
    """Count the tickets of a change: one statement."""
    wanted = {f"of_{code.value}": Count("pk", filter=models.Q(outcome=code)) for code in Outcome}
    wanted["of_undone"] = Count("pk", filter=models.Q(undone=Undone.DONE))
    wanted["of_kept"] = Count("pk", filter=models.Q(undone=Undone.KEPT))
    found = change.rows.aggregate(**wanted)
    return Tally(**{name.removeprefix("of_"): count for name, count in found.items()})


def told_rows(change: Any, most: int) -> list[Any]:
    """The first rows, what was refused before the rest, each with its ticket: one statement."""
    order = Case(
        When(undone=Undone.KEPT, then=Value(0)),
        When(outcome=Outcome.REFUSED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(change.rows.select_related("ticket").order_by(order, "position")[:most])


def titles_seen(rows: Sequence[Any], actor: Any) -> dict[int, str]:
    """The titles of those tickets that the actor sees at the desk now, by key: one statement."""
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(actor).filter(pk__in=[row.ticket_id for row in rows])
    return dict(seen.values_list("pk", "title"))
