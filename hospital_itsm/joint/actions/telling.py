"""Telling teams of their tasks: numbers, names of teams and times, never the words of a task."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils import timezone

from hospital_itsm.audit.actions import step
from hospital_itsm.joint.models import TicketTask
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.outbox.tell import messages, tell, write
from hospital_itsm.people.models import Team, User
from tickets.access import reads_as_desk
from tickets.models import Ticket
from tickets.queries.audiences import members_of

LABEL: Final = 80


@step
def readers_of(ticket: Ticket, team: Team) -> list[User]:
    """The people of a team who may read the ticket as the desk."""
    return [user for user in members_of(team) if not ticket.is_restricted or reads_as_desk(user, ticket)]


@step
def tell_given(ticket: Ticket, tasks: Iterable[TicketTask], *, actor: Any) -> int:
    """Tell each team once that tasks came to it: its people in the bell, its lead by e-mail too."""
    rows: list[OutboxMessage] = []
    for team, first in _first_of_each(tasks).items():
        payload = {"ticket": ticket.key, "team": team.name[:LABEL], "priority": ticket.priority}
        dedupe = f"{first.pk}:{first.version}"
        people = readers_of(ticket, team)
        rows += messages(
            actor=actor,
            kind="task.given",
            recipients=people,
            payload=payload,
            dedupe=dedupe,
            channels=[Channel.IN_APP],
        )
        if team.lead is not None and reads_as_desk(team.lead, ticket):
            rows += messages(
                actor=actor, kind="task.given", recipients=[team.lead], payload=payload, dedupe=dedupe
            )
    return write(rows)


@step
def tell_late(task: TicketTask, *, actor: Any) -> int:
    """Tell the lead of the task's team that its time has passed: once for each deadline."""
    lead, due = task.team.lead, task.missed_at
    if lead is None or due is None or not reads_as_desk(lead, task.ticket):
        return 0
    return tell(
        actor=actor,
        kind="task.late",
        recipients=[lead],
        payload={
            "ticket": task.ticket.key,
            "team": task.team.name[:LABEL],
            "priority": task.ticket.priority,
            "due": timezone.localtime(due),
        },
        dedupe=f"{task.pk}:{due.isoformat()}",
    )


def _first_of_each(tasks: Iterable[TicketTask]) -> dict[Team, TicketTask]:
    found: dict[Team, TicketTask] = {}
    for task in tasks:
        found.setdefault(task.team, task)
    return found
