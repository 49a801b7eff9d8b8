"""Who may see and change vendors and contracts."""

from typing import Any, Final

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from vendors.choices import UNSIGNED, DocumentKind

OPEN_KINDS: Final = (
    DocumentKind.BAA,
    DocumentKind.SOC_REPORT,
    DocumentKind.ASSESSMENT,
    DocumentKind.INSURANCE,
)
"""Kinds of documents that privacy and security read without reading contracts."""


@rule("vendor.read")
def may_read_vendors(actor: Any, target: Any) -> bool:
    """Those who work tickets, manage vendors or answer for the money, and integrations."""
    return bool(actor.permissions & {"vendor.read", "api.use"})


@rule("vendor.manage")
def may_manage_vendors(actor: Any, target: Any) -> bool:
    """Vendor manager and the managers of IT and HTM add, change, merge and retire vendors."""
    return "vendor.manage" in actor.permissions


@rule("contract.call")
def may_call_for_contract(actor: Any, target: Any) -> bool:
    """Whoever reads vendors sees which contract covers what and whom to call; what it says, readers of contracts."""
    return may_read_vendors(actor, None) or may_read_contracts(actor, None)


@rule("contract.read")
def may_read_contracts(actor: Any, target: Any) -> bool:
    """Everything about a contract, drafts included: those who answer for it or for its money."""
    return "contract.read" in actor.permissions


@rule("contract.manage")
def may_manage_contracts(actor: Any, target: Any) -> bool:
    """The vendor manager writes, signs off and ends contracts."""
    return "contract.manage" in actor.permissions


@rule("contract.decide")
def may_decide_about_contracts(actor: Any, contract: Any) -> bool:
    """The vendor manager, and the owner of the contract who reads contracts."""
    if may_manage_contracts(actor, contract):
        return True
    return may_read_contracts(actor, None) and (contract is None or contract.owner_id == actor.pk)


@rule("contract.subscribe")
def may_subscribe(actor: Any, feed: Any) -> bool:
    """Readers of contracts make calendar addresses for themselves and revoke their own."""
    return may_read_contracts(actor, None) and (feed is None or feed.user_id == actor.pk)


@rule("contract.remind")
def may_remind(actor: Any, target: Any) -> bool:
    """The product alone reminds."""
    return False


@rule("baa.read")
def may_read_baas(actor: Any, target: Any) -> bool:
    """Business associate agreements: privacy, security and vendor manager, and whoever reads contracts."""
    return bool(actor.permissions & {"contract.read", "baa.manage"})


@rule("baa.manage")
def may_manage_baas(actor: Any, target: Any) -> bool:
    """Privacy, security and the vendor manager keep the register."""
    return "baa.manage" in actor.permissions


@rule("baa.override")
def may_override_baas(actor: Any, target: Any) -> bool:
    """Privacy officer and CISO may let something happen for 24 hours though an agreement is missing."""
    return "baa.override" in actor.permissions


@rule("baa.remind")
def may_remind_of_baas(actor: Any, target: Any) -> bool:
    """The product alone reminds."""
    return False


@rule("document.read")
def may_read_documents(actor: Any, target: Any) -> bool:
    """Readers of contracts, and of agreements those kinds that say nothing of money."""
    return may_read_baas(actor, target)


@rule("document.manage")
def may_manage_documents(actor: Any, target: Any) -> bool:
    """The vendor manager all; privacy and security the kinds they may read. `target` is a kind, or none."""
    if may_manage_contracts(actor, None):
        return True
    return may_manage_baas(actor, None) and (target is None or target in OPEN_KINDS)


def seen_contract(contract: Any, actor: Any) -> Any:
    """The contract something names, or None where it is unsigned and the actor may not see it. No statement."""
    if contract is None or contract.status not in UNSIGNED:
        return contract
    return contract if is_system(actor) or (actor.is_active and may_read_contracts(actor, None)) else None


def visible_vendors(actor: Any) -> Q:
    """The condition that a vendor is visible to the actor."""
    allowed = is_system(actor) or (actor.is_active and may_read_vendors(actor, None))
    return Q() if allowed else Q(pk__in=[])


def visible_contracts(actor: Any) -> Q:
    """The condition that a contract is visible to the actor; unsigned ones only to those who read contracts in full."""
    if is_system(actor) or (actor.is_active and may_read_contracts(actor, None)):
        return Q()
    if actor.is_active and may_read_vendors(actor, None):
        return ~Q(status__in=UNSIGNED)
    return Q(pk__in=[])


def visible_baas(actor: Any) -> Q:
    """The condition that a business associate agreement is visible to the actor."""
    allowed = is_system(actor) or (actor.is_active and may_read_baas(actor, None))
    return Q() if allowed else Q(pk__in=[])


def visible_documents(actor: Any) -> Q:
    """The condition that a document is visible to the actor.

    Who reads no contracts sees the open kinds alone, and of a draft contract nothing.
    """
    if is_system(actor) or (actor.is_active and may_read_contracts(actor, None)):
        return Q()
    if actor.is_active and may_read_baas(actor, None):
        is_no_draft = Q(contract__isnull=True) | ~Q(contract__status__in=UNSIGNED)
        return Q(kind__in=OPEN_KINDS) & is_no_draft
    return Q(pk__in=[])
