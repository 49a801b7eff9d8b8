"""Vendors and contracts for tests, made by the actions."""

from datetime import date
from typing import Any

from tests.world import World, again
from vendors.actions.contracts import create_contract
from vendors.actions.vendors import create_vendor
from vendors.models import Contract, Vendor


def vendor(world: World, name: str = "Kestwick Monitoring", **values: Any) -> Vendor:
    """A vendor the vendor manager added."""
    return create_vendor(actor=again(world.vendor_manager), name=name, **values)


def contract(world: World, number: str = "C-1016", **values: Any) -> Contract:
    """A contract in force that the vendor manager added."""
    return create_contract(actor=again(world.vendor_manager), **{**terms(world), "number": number, **values})


def terms(world: World) -> dict[str, Any]:
    """What a good contract says."""
    return {
        "number": "C-1016",
        "title": "Monitoring gold support",
        "vendor": world.vendor,
        "starts_on": date(2020, 7, 1),
        "ends_on": date(2040, 6, 30),
        "status": "active",
    }
