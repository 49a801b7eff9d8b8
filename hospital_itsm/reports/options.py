"""What may be chosen for filters whose values are no fixed list: the value in the address and its name."""

from collections.abc import Sequence
from typing import Any, Final

from assets.models import Service
from hospital_itsm.people.models import CareArea, Team
from vendors.models import Vendor

MOST: Final = 500


def units(actor: Any) -> Sequence[tuple[str, str]]:
    """Units by name."""
    return list(CareArea.objects.filter(is_active=True).order_by("name").values_list("code", "name")[:MOST])


def teams(actor: Any) -> Sequence[tuple[str, str]]:
    """Queues by name."""
    return list(Team.objects.filter(is_active=True).order_by("name").values_list("code", "name")[:MOST])


def services(actor: Any) -> Sequence[tuple[str, str]]:
    """Services the actor sees, by name."""
    seen = Service.objects.visible_to(actor).filter(is_active=True)
    return list(seen.order_by("name").values_list("code", "name")[:MOST])


def vendors(actor: Any) -> Sequence[tuple[str, str]]:
    """Vendors by name."""
    names = Vendor.objects.filter(is_active=True).order_by("name").values_list("name", flat=True)[:MOST]
    return [(name, name) for name in names]
