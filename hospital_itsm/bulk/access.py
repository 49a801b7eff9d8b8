"""Who changes many tickets at once, and who sees what became of it."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule


@rule("bulk.change")
def may_change(actor: Any, change: Any) -> bool:
    """Who works tickets; what they may do to each is asked ticket by ticket. A change is its maker's alone."""
    return "ticket.work" in actor.permissions and (change is None or change.owner_id == actor.pk)


def visible_changes(actor: Any) -> Q:
    """The condition that a bulk change is the actor's."""
    return Q(owner_id=actor.pk) if actor.is_active else Q(pk__in=[])
