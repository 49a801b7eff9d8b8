"""Whose record counts: packages to the right say which classes of assets another system keeps.

In `cmms/apps.py`:  owned_elsewhere.register(systems_by_class)
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.models import Asset

Lookup = Callable[[], Mapping[str, str]]
_lookups: list[Lookup] = []


def register(lookup: Lookup) -> None:
    """Ask `lookup` for the system that keeps each class, by class; the same one counts once."""
    if lookup not in _lookups:
        _lookups.append(lookup)


def systems_by_class() -> dict[str, str]:
    """The other system of record of each class that has one."""
    return {asset_class: system for lookup in _lookups for asset_class, system in lookup().items()}


def owner_of(asset: "Asset", by_class: Mapping[str, str] | None = None) -> str:
    """The other system whose record of this asset counts: that of its class, else its own; empty where ours does."""
    systems = systems_by_class() if by_class is None else by_class
    return systems.get(asset.asset_class) or (asset.record_system if asset.record_is_theirs else "")
