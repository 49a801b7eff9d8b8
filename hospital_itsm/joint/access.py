"""Who sees tasks, plans them, and works them."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import can, rule
from hospital_itsm.core.actors import is_system
from tickets.access import reads_as_desk, visible_to_desk


@rule("ticket_task.read")
def may_read(actor: Any, task: Any) -> bool:
    """Who reads the ticket as the desk."""
    return can(actor, "ticket.read_internal", task.ticket if task is not None else None)


@rule("ticket_task.plan")
def may_plan(actor: Any, ticket: Any) -> bool:
    """Adding tasks and changing what they ask for: who works the ticket."""
    return can(actor, "ticket.work", ticket)


@rule("ticket_task.work")
def may_work(actor: Any, task: Any) -> bool:
    """Doing a task: people of its team who read the ticket, and who works the ticket."""
    if "ticket.work" not in actor.permissions:
        return False
    if task is None or can(actor, "ticket.work", task.ticket):
        return True
    return task.team_id in actor.team_ids and reads_as_desk(actor, task.ticket)


@rule("ticket_task.watch")
def may_watch(actor: Any, target: Any) -> bool:
    """The product alone notices what is late."""
    return False


def visible_tasks(actor: Any) -> Q:
    """The condition that a task is visible: its ticket is, in the agent area."""
    if is_system(actor):
        return Q()
    if not actor.is_active:
        return Q(pk__in=[])
    return _of_ticket(visible_to_desk(actor))


def _of_ticket(condition: Q) -> Q:
    """The same condition on the ticket of a row."""
    parts: list[Any] = list(condition.children)
    return Q(
        *(_of_ticket(part) if isinstance(part, Q) else (f"ticket__{part[0]}", part[1]) for part in parts),
        _connector=condition.connector,
        _negated=condition.negated,
    )
