"""Who reads and sets dates of privacy tickets."""

from typing import Any

from hospital_itsm.core.access import can, rule
from tickets.access import reads_as_desk
from tickets.choices import Kind

READS, READS_SECURITY = "ticket.read_privacy", "ticket.read_security"


@rule("discovery.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads privacy tickets by role: privacy and auditors."""
    return READS in actor.permissions


@rule("discovery.set")
def may_set(actor: Any, ticket: Any) -> bool:
    """Privacy; auditors change nothing."""
    return {READS, "ticket.work"} <= actor.permissions


@rule("ticket.restrict")
def may_restrict(actor: Any, ticket: Any) -> bool:
    """Who routes or works the ticket sees what it is; privacy and security say it of whatever they read."""
    if can(actor, "ticket.route", ticket):
        return True
    keeps = "ticket.work" in actor.permissions and bool(actor.permissions & {READS, READS_SECURITY})
    return keeps and (ticket is None or reads_as_desk(actor, ticket))


@rule("ticket.open_again")
def may_open_again(actor: Any, ticket: Any) -> bool:
    """Privacy of its events, security of its incidents, the members of a restricted team of what it was given."""
    reads = {Kind.PRIVACY: READS, Kind.SECURITY: READS_SECURITY}
    if ticket is None:
        return "ticket.work" in actor.permissions
    if ticket.kind in reads:
        return {reads[Kind(ticket.kind)], "ticket.work"} <= actor.permissions
    works = "ticket.work" in actor.permissions and ticket.team_id in actor.team_ids
    return works and ticket.is_restricted and reads_as_desk(actor, ticket)
