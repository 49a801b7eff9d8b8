"""Who sees purchases, asks for them, orders and receives."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system


@rule("purchase.read")
def may_read_purchases(actor: Any, target: Any) -> bool:
    """Who asks for purchases sees their own; those who answer for the money see all."""
    return is_system(actor) or bool(actor.permissions & {"purchase.read", "purchase.ask"})


@rule("purchase.ask")
def may_ask(actor: Any, target: Any) -> bool:
    """Leads and managers of IT and HTM, vice presidents, the CIO and the vendor manager."""
    return "purchase.ask" in actor.permissions


@rule("purchase.edit")
def may_edit(actor: Any, purchase: Any) -> bool:
    """Who asked, and who places orders."""
    if may_order(actor, purchase):
        return True
    return may_ask(actor, None) and (purchase is None or purchase.asked_by_id == actor.pk)


@rule("purchase.order")
def may_order(actor: Any, purchase: Any) -> bool:
    """Vendor manager and finance place orders and close them."""
    return "purchase.order" in actor.permissions


@rule("purchase.receive")
def may_receive(actor: Any, purchase: Any) -> bool:
    """Those who take deliveries in."""
    return "purchase.receive" in actor.permissions


def visible_purchases(actor: Any) -> Q:
    """The condition that a purchase is visible to the actor."""
    if is_system(actor):
        return Q()
    if not actor.is_active:
        return Q(pk__in=[])
    if "purchase.read" in actor.permissions:
        return Q()
    return Q(asked_by=actor.pk) if may_ask(actor, None) else Q(pk__in=[])
