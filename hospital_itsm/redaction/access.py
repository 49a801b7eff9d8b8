"""Who removes words from tickets, and who holds and opens what is sealed."""

from typing import Any, Final

from hospital_itsm.core.access import can, rule
from tickets.access import reads_as_desk

PRIVACY: Final = {"ticket.read_privacy", "ticket.work"}


def _is_privacy(actor: Any, ticket: Any) -> bool:
    return actor.permissions >= PRIVACY and (ticket is None or reads_as_desk(actor, ticket))


@rule("redaction.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """That something was removed, never what: who reads the ticket as the desk."""
    return can(actor, "ticket.read_internal", ticket)


@rule("redaction.make")
def may_make(actor: Any, ticket: Any) -> bool:
    """Who works the ticket and may see patient data; privacy on every ticket it reads."""
    return can(actor, "ticket.reveal", ticket) or _is_privacy(actor, ticket)


@rule("redaction.hold")
def may_hold(actor: Any, ticket: Any) -> bool:
    """Setting and lifting a legal hold, and opening what is sealed under one: privacy."""
    return _is_privacy(actor, ticket)
