"""Who opens which dashboard, who asks for a date at a figure, and who answers."""

from typing import Any

from django.db.models import Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system

OPENED_BY: set[str] = set()
"""The permissions of the dashboards there are; `declared.register` adds them."""


@rule("dashboard.read")
def may_open(actor: Any, target: Any) -> bool:
    """Who holds the permission of the dashboard, or of any where none is named."""
    if target is None:
        return bool(OPENED_BY & actor.permissions)
    return target.permission in actor.permissions


@rule("dashboard.ask")
def may_ask(actor: Any, target: Any) -> bool:
    """Who reads figures and opens the dashboard, but auditors: they change nothing."""
    if not {"insight.view", "desk.report"} <= set(actor.permissions):
        return False
    return may_open(actor, target)


@rule("asked_date.read")
def may_read_asked(actor: Any, target: Any) -> bool:
    """Who asked and who was asked; anybody who reads figures may be either."""
    if "insight.view" not in actor.permissions:
        return False
    return target is None or actor.pk in (target.asked_by_id, target.asked_of_id)


@rule("asked_date.answer")
def may_answer(actor: Any, target: Any) -> bool:
    """Who was asked."""
    return "insight.view" in actor.permissions and (target is None or target.asked_of_id == actor.pk)


@rule("unit_card.read")
def may_read_card(actor: Any, target: Any) -> bool:
    """Who leads a unit reads its card; those who read figures read the card of every unit. `target` is a unit."""
    if "insight.view" in actor.permissions:
        return True
    return "unit.lead" in actor.permissions and (target is None or target.pk in actor.care_area_ids)


def visible_asked(actor: Any) -> Q:
    """The condition that a question is the actor's: asked by them or of them."""
    if is_system(actor):
        return Q()
    return Q(asked_by=actor) | Q(asked_of=actor) if actor.is_active else Q(pk__in=[])
