"""Who follows tickets, and who lets others follow."""

from typing import Any

from hospital_itsm.core.access import can, rule
from tickets.access import reads_as_desk


@rule("follow.own")
def may_follow(actor: Any, ticket: Any) -> bool:
    """Who reads the ticket as the desk, and sees who else follows it."""
    return can(actor, "ticket.read_internal", ticket)


@rule("follow.manage")
def may_add_followers(actor: Any, ticket: Any) -> bool:
    """Who works the ticket lets others follow it."""
    return can(actor, "ticket.work", ticket)


@rule("snooze.set")
def may_snooze(actor: Any, ticket: Any) -> bool:
    """Who works the ticket lets it rest and wakes it."""
    return can(actor, "ticket.work", ticket)


def sees(user: Any, ticket: Any) -> bool:
    """Does this person see the ticket, at the desk or in the portal? For one ticket what `visible` is for many."""
    if not user.is_active:
        return False
    if reads_as_desk(user, ticket):
        return True
    reporters = (row.user_id for row in ticket.reporters.all())
    if user.pk in (ticket.requester_id, ticket.opened_by_id, *reporters):
        return True
    is_of_unit = "unit.view" in user.permissions and ticket.care_area_id in user.care_area_ids
    return is_of_unit and not ticket.is_restricted
