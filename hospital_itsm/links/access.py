"""Who sees links and who makes them; nobody is told of a ticket they do not see."""

from typing import Any

from hospital_itsm.core.access import can, rule


@rule("ticket_link.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk, of the other ends those they read."""
    return can(actor, "ticket.read_internal", ticket)


@rule("ticket_link.keep")
def may_keep(actor: Any, ticket: Any) -> bool:
    """Making and removing: who works the ticket."""
    return can(actor, "ticket.work", ticket)
