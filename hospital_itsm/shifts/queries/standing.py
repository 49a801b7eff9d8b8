"""What stands now: urgent tickets, promises of the next hours, notices; as a reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import prefetch_related_objects

from hospital_itsm.shifts.choices import Section
from tickets.choices import Priority
from tickets.models import Ticket
from tickets.queries.notices import active_notices

HORIZON: Final = timedelta(hours=4)
URGENT: Final = Priority.P2
MOST: Final = 2000
COLUMNS: Final = (
    *("key", "title", "kind", "priority", "state", "next_due_at", "opened_at", "is_restricted"),
    *("team", "care_area", "assignee"),
)
"""What a line shows or is ordered by."""


@dataclass(frozen=True)
class Line:
    """A ticket in a section, as it stands or as it stood."""

    section: str
    ticket: Any
    priority: int
    state: str
    due_at: datetime | None
    team: Any
    care_area: Any

    def is_overdue(self, now: datetime) -> bool:
        """Was its promise broken by `now`?"""
        return self.due_at is not None and self.due_at < now


def urgent_and_due(actor: Any, now: datetime) -> list[Line]:
    """The lines of this instant, the most urgent and then the first due first; what is urgent stands there alone.

    Two statements, and three for the teams, units and people of each: they are few and shared by many lines.
    """
    seen = Ticket.objects.on_desk(actor).open().only(*COLUMNS)
    urgent = list(seen.filter(priority__lte=URGENT).order_by("priority", "next_due_at", "id")[:MOST])
    soon = seen.filter(priority__gt=URGENT, next_due_at__lte=now + HORIZON)
    due = list(soon.order_by("next_due_at", "id")[:MOST])
    prefetch_related_objects([*urgent, *due], "team", "care_area", "assignee")
    return [*_lines(Section.URGENT, urgent, now), *_lines(Section.PROMISE, due, now)]


def notices() -> list[Any]:
    """Notices that are up, the worst first."""
    return list(active_notices())


def _lines(section: str, rows: Iterable[Any], now: datetime) -> list[Line]:
    soon = now + timedelta(days=3650)
    return [
        Line(
            section,
            row,
            row.priority,
            row.state,
            row.next_due_at if row.next_due_at < soon else None,
            row.team,
            row.care_area,
        )
        for row in rows
    ]
