"""Who asks what looks like a ticket."""

from typing import Any

from hospital_itsm.core.access import can, rule


@rule("similar.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk."""
    return can(actor, "ticket.read_internal", ticket)
