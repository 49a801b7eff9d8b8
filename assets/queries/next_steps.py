"""What may be done with an asset next: the buttons of its page and the answer of REST."""

from functools import partial
from typing import Any

from assets.queries.custody import is_borrowed
from assets.rules.lifecycle import LIFECYCLE, goes_back
from hospital_itsm.core.access import can
from hospital_itsm.core.lifecycle import Transition


def next_steps(asset: Any, actor: Any) -> tuple[Transition, ...]:
    """The steps the actor may take from the present status, in the order of the table."""
    rows = LIFECYCLE.allowed(asset.status, partial(_may, actor, asset), asset.asset_class)
    return tuple(row for row in rows if row.verb != "return_to_owner" or may_go_back(asset))


def may_go_back(asset: Any) -> bool:
    """Is there an owner to return it to?"""
    verb = "return_to_owner"
    if goes_back(verb, asset.status, is_borrowed=False):
        return True
    return goes_back(verb, asset.status, is_borrowed=is_borrowed(asset))


def next_verbs(asset: Any, actor: Any) -> list[str]:
    """Their verbs."""
    return [row.verb for row in next_steps(asset, actor)]


def _may(actor: Any, asset: Any, verb: str) -> bool:
    return can(actor, verb, asset)
