"""Business associate agreements, their exceptions and what lacks one, for the pages whose statements are counted."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from vendors.models import Baa, BaaOverride, Contract, Vendor

if TYPE_CHECKING:
    from tests.query_scene import Rows


def agreements(scene: "Rows", page: str = "") -> str:
    """As many agreements with one vendor as there are tickets, one of them with as many subcontractors."""
    for number in range(Baa.objects.count(), len(scene.tickets)):
        Baa.objects.create(
            vendor=scene.world.vendor,
            executed_on=date(2025, 1, 1),
            effective_on=date(2025, 1, 1),
            expires_on=date(2040, 1, 1),
        )
        Baa.objects.earliest("pk").subcontractors.create(name=f"Company {number}", country="IN")
    first = Baa.objects.earliest("pk")
    for number in range(first.documents.count(), len(scene.tickets)):
        row = first.documents.create(kind="baa", title=f"Signed {number}", last_number=1)
        row.versions.create(number=1, stored_name=f"d{number}", size=1, uploaded_at=timezone.now())
    return page or first.get_absolute_url()


def exceptions(scene: "Rows") -> str:
    """As many exceptions of one vendor as there are tickets."""
    now, by = timezone.now(), scene.world.privacy
    said = {
        "vendor": scene.world.vendor,
        "purpose": "purchase",
        "made_by": by,
        "made_at": now,
        "ends_at": now,
    }
    wanted = range(BaaOverride.objects.count(), len(scene.tickets))
    BaaOverride.objects.bulk_create(BaaOverride(reason=f"Why {number}", **said) for number in wanted)
    return "/vendors/baa/exceptions/"


def gaps(scene: "Rows") -> str:
    """As many vendors that touch patient data without an agreement as there are tickets."""
    said = {
        "starts_on": date(2020, 1, 1),
        "ends_on": date(2040, 1, 1),
        "status": "active",
        "phi_access": "yes",
    }
    missing = Vendor.objects.exclude(contracts__number__startswith="P-")
    Contract.objects.bulk_create(Contract(number=f"P-{row.pk}", vendor=row, **said) for row in missing)
    return "/vendors/baa/gaps/"
