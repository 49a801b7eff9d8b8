"""Who may see and keep what is known of a vendor beside its contracts."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from vendors.access import may_read_baas, may_read_vendors

KEEPERS = {"baa.manage", "contract.manage"}


@rule("vendor_file.read")
def may_read_file(actor: Any, target: Any) -> bool:
    """Insurance and security reviews: whoever reads agreements with vendors."""
    return may_read_baas(actor, target)


@rule("vendor_file.manage")
def may_manage_file(actor: Any, target: Any) -> bool:
    """The vendor manager, privacy and security keep insurance and security reviews."""
    return bool(actor.permissions & KEEPERS)


@rule("vendor_person.read")
def may_read_people(actor: Any, target: Any) -> bool:
    """Whoever reads vendors: the one at the door and the one on the phone may be asked for."""
    return may_read_vendors(actor, target)


@rule("vendor_person.manage")
def may_manage_people(actor: Any, target: Any) -> bool:
    """The managers of vendors, IT and HTM, and those who answer for security keep people and credentials."""
    return bool(actor.permissions & (KEEPERS | {"vendor.manage"}))


@rule("vendor_file.remind")
def may_remind(actor: Any, target: Any) -> bool:
    """The product alone reminds."""
    return False


def visible_file(actor: Any) -> Q:
    """The condition that a certificate or a review is visible to the actor."""
    allowed = is_system(actor) or (actor.is_active and may_read_file(actor, None))
    return Q() if allowed else Q(pk__in=[])


def visible_people(actor: Any) -> Q:
    """The condition that somebody of a vendor, or what they hold, is visible to the actor."""
    allowed = is_system(actor) or (actor.is_active and may_read_people(actor, None))
    return Q() if allowed else Q(pk__in=[])
