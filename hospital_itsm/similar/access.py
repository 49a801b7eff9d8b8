"""Who asks what looks like a ticket, and who is shown similar reports that may be one problem."""

from typing import Any

from hospital_itsm.core.access import can, rule


@rule("similar.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk."""
    return can(actor, "ticket.read_internal", ticket)


@rule("similar.groups")
def may_read_groups(actor: Any, target: Any) -> bool:
    """Those who read tickets at the desk and may propose a major incident."""
    return "ticket.read_all" in actor.permissions and can(actor, "major.propose")


@rule("similar.dismiss")
def may_dismiss(actor: Any, group: Any) -> bool:
    """Whoever is shown it says that it is not one problem, with a reason."""
    return may_read_groups(actor, None)


@rule("similar.gather")
def may_gather(actor: Any, target: Any) -> bool:
    """The product alone."""
    return False
