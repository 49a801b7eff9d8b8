"""Who sees tasks with vendors, who keeps them, and who writes down what contracts promise."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from tickets.access import may_work, reads_as_desk, visible_to_desk


@rule("vendor_task.read")
def may_read_tasks(actor: Any, target: Any) -> bool:
    """Whoever reads vendors in the product: the desk, managers, executives, finance, auditors."""
    return "vendor.read" in actor.permissions


@rule("vendor_task.keep")
def may_keep_tasks(actor: Any, task: Any) -> bool:
    """Noting that the vendor answered, and the contract: who works the ticket, and who manages vendors and reads it."""
    if not may_read_tasks(actor, None):
        return False
    ticket = task.ticket if task is not None else None
    if may_work(actor, ticket):
        return True
    return "vendor.manage" in actor.permissions and (ticket is None or reads_as_desk(actor, ticket))


@rule("vendor_task.watch")
def may_watch(actor: Any, target: Any) -> bool:
    """The product alone notices what is late."""
    return False


def visible_tasks(actor: Any, path: str = "") -> Q:
    """The condition that a task is visible; `path` leads to it, such as "task__".

    A task names a ticket's number and nothing of its words; those of restricted tickets only their readers see.
    """
    if is_system(actor):
        return Q()
    if not actor.is_active or not may_read_tasks(actor, None):
        return Q(pk__in=[])
    return Q(**{f"{path}ticket__is_restricted": False}) | _along(visible_to_desk(actor), f"{path}ticket__")


def _along(condition: Q, path: str) -> Q:
    """The same condition on a row that `path` leads to; a subquery over all tickets would be read for every list."""
    parts: list[Any] = list(condition.children)
    return Q(
        *(_along(part, path) if isinstance(part, Q) else (f"{path}{part[0]}", part[1]) for part in parts),
        _connector=condition.connector,
        _negated=condition.negated,
    )
