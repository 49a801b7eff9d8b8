"""Who may see and change assets, the catalogue, places and the portfolio."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system

SEES_ALL = frozenset({"asset.read", "api.use"})


@rule("asset.read")
def may_read_assets(actor: Any, target: Any) -> bool:
    """The desk, managers, leaders, finance and auditors read all of the inventory; a unit's lead what is the unit's."""
    if actor.permissions & SEES_ALL:
        return True
    return "unit.lead" in actor.permissions and (target is None or is_of_own_unit(actor, target))


@rule("asset.edit")
def may_edit_assets(actor: Any, target: Any) -> bool:
    """Those who work with their hands on it, their leads and managers, and integrations."""
    return bool(actor.permissions & {"asset.edit", "api.use"})


@rule("asset.manage")
def may_manage_inventory(actor: Any, target: Any) -> bool:
    """Leads and managers keep the catalogue, the places and the custom fields."""
    return "asset.manage" in actor.permissions


@rule("asset.release")
def may_release_assets(actor: Any, target: Any) -> bool:
    """Clinical engineering puts devices back into service and releases them from quarantine."""
    return "asset.release" in actor.permissions


@rule("asset.import")
def may_import_assets(actor: Any, target: Any) -> bool:
    """The managers of IT and clinical engineering import inventories, and integrations, which may change any asset."""
    return bool(actor.permissions & {"asset.import", "api.use"})


@rule("portfolio.read")
def may_read_portfolio(actor: Any, target: Any) -> bool:
    """Whoever reads the whole inventory reads the portfolio."""
    return bool(actor.permissions & SEES_ALL)


@rule("portfolio.manage")
def may_manage_portfolio(actor: Any, target: Any) -> bool:
    """The IT manager and the vice president for applications keep the portfolio and its licenses."""
    return "portfolio.manage" in actor.permissions


@rule("recall.read")
def may_read_recalls(actor: Any, target: Any) -> bool:
    """The desk, clinical engineering, leaders, auditors and integrations."""
    return bool(actor.permissions & {"recall.read", "api.use"})


@rule("recall.receive")
def may_receive_recalls(actor: Any, target: Any) -> bool:
    """Clinical engineering and technicians enter notices; integrations bring them."""
    return bool(actor.permissions & {"recall.work", "recall.manage", "api.use"})


@rule("recall.work")
def may_work_recalls(actor: Any, target: Any) -> bool:
    """Those who go to the devices: clinical engineering and technicians."""
    return bool(actor.permissions & {"recall.work", "recall.manage"})


@rule("recall.manage")
def may_manage_recalls(actor: Any, target: Any) -> bool:
    """The manager of clinical engineering triages, assigns, signs lost devices off, verifies and closes."""
    return "recall.manage" in actor.permissions


def is_of_own_unit(actor: Any, asset: Any) -> bool:
    """Does the asset belong to a unit of the actor, or stand there?"""
    place = asset.location.care_area_id if asset.location_id else None
    return bool({asset.care_area_id, place} & actor.care_area_ids)


def reads_all(actor: Any) -> bool:
    """Does the actor read the whole inventory?"""
    return is_system(actor) or bool(actor.is_active and actor.permissions & SEES_ALL)


def visible_assets(actor: Any) -> Q:
    """The condition that an asset is visible to the actor: all of them, or those of the units they lead."""
    if is_system(actor):
        return Q()
    if not actor.is_active:
        return Q(pk__in=[])
    if actor.permissions & SEES_ALL:
        return Q()
    if "unit.lead" in actor.permissions and actor.care_area_ids:
        return Q(care_area_id__in=actor.care_area_ids) | Q(location__care_area_id__in=actor.care_area_ids)
    return Q(pk__in=[])


def reportable(actor: Any) -> Q:
    """The condition that an asset may be named in a report: any, by whoever may report, for its label is on it."""
    if is_system(actor) or (actor.is_active and actor.permissions & {"desk.report", "api.use"}):
        return Q()
    return Q(pk__in=[])


def visible_portfolio(actor: Any) -> Q:
    """The condition that a row of the portfolio, the catalogue or the places is visible to the actor."""
    if is_system(actor) or (actor.is_active and actor.permissions & SEES_ALL):
        return Q()
    return Q(pk__in=[])


def visible_catalogue(actor: Any) -> Q:
    """The condition that a model or place is visible: to everybody who reads some of the inventory."""
    if is_system(actor) or (actor.is_active and may_read_assets(actor, None)):
        return Q()
    return Q(pk__in=[])


def visible_recalls(actor: Any) -> Q:
    """The condition that a notice or case is visible to the actor."""
    if is_system(actor) or (actor.is_active and may_read_recalls(actor, None)):
        return Q()
    return Q(pk__in=[])
