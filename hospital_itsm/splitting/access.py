"""Who splits tickets, and who reads what came of it."""

from typing import Any

from hospital_itsm.core.access import can, rule


@rule("ticket_split.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk, of the other ones those they read."""
    return can(actor, "ticket.read_internal", ticket)


@rule("ticket_split.make")
def may_make(actor: Any, ticket: Any) -> bool:
    """Splitting and undoing it: who works the ticket and reports for others."""
    return can(actor, "ticket.work", ticket) and can(actor, "ticket.report_for")
