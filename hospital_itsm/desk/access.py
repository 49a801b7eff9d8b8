"""Who keeps saved views, shares them, and sees those of others."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from tickets.access import may_open_queue


@rule("view.read")
def may_read_views(actor: Any, target: Any) -> bool:
    """Whoever opens the queue."""
    return may_open_queue(actor, None)


@rule("view.save")
def may_save_views(actor: Any, target: Any) -> bool:
    """Whoever opens the queue saves views; a saved one is changed by its owner alone."""
    return may_open_queue(actor, None) and (target is None or bool(target.owner_id == actor.pk))


@rule("view.share")
def may_share_views(actor: Any, target: Any) -> bool:
    """Leads, managers and leaders share with everyone and with any team; the desk shares with its own teams."""
    return may_open_queue(actor, None) and "insight.view" in actor.permissions


def visible_views(actor: Any) -> Q:
    """The condition that a saved view is the actor's own or shared with them."""
    if not actor.is_active or not may_open_queue(actor, None):
        return Q(pk__in=[])
    return Q(owner_id=actor.pk) | Q(reach="everyone") | Q(reach="team", team_id__in=actor.team_ids)
