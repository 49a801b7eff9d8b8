"""Who reads and writes down what was worked."""

from typing import Any

from hospital_itsm.core.access import can, rule


@rule("work_entry.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk."""
    return can(actor, "ticket.read_internal", ticket)


@rule("work_entry.write")
def may_write(actor: Any, ticket: Any) -> bool:
    """Who works the ticket."""
    return can(actor, "ticket.work", ticket)


@rule("work_entry.correct")
def may_correct(actor: Any, entry: Any) -> bool:
    """Only its author, while they work tickets."""
    return "ticket.work" in actor.permissions and (entry is None or entry.author_id == actor.pk)
