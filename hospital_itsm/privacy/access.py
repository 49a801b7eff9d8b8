"""Who reads and sets dates of privacy tickets."""

from typing import Any

from hospital_itsm.core.access import rule

READS = "ticket.read_privacy"


@rule("discovery.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads privacy tickets by role: privacy and auditors."""
    return READS in actor.permissions


@rule("discovery.set")
def may_set(actor: Any, ticket: Any) -> bool:
    """Privacy; auditors change nothing."""
    return {READS, "ticket.work"} <= actor.permissions
