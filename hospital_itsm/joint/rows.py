"""The rows that pages, REST and exports list, with what they draw."""

from typing import Any

from django.db.models import QuerySet

from hospital_itsm.joint.models import TicketTask
from tickets.models import Ticket


def task_rows(actor: Any) -> QuerySet[TicketTask]:
    """Visible tasks with ticket, team, person and calendar: one statement."""
    rows: QuerySet[TicketTask] = TicketTask.objects.visible_to(actor).shown()
    return rows


def tasks_of(ticket: Ticket) -> QuerySet[TicketTask]:
    """The tasks of a ticket its reader sees, the oldest first: one statement."""
    rows: QuerySet[TicketTask] = TicketTask.objects.filter(ticket=ticket).shown().order_by("id")
    return rows
