"""The imports of lists that the matrix reaches for."""

from django.utils import timezone

from hospital_itsm.importing.kinds import KINDS
from hospital_itsm.importing.models import SheetImport
from tests.world import World

HEADINGS = {
    "vendor": ("name", "support_phone"),
    "contract": ("number", "title"),
    "budget_line": ("year", "cost_center", "name"),
    "cost": ("booked_on", "amount", "invoice_number"),
}


def list_imports(world: World, stored_name: str) -> dict[str, SheetImport]:
    """One import of each list, its columns chosen."""
    return {
        kind: SheetImport.objects.create(
            kind=kind,
            source="ERP",
            origin="list.csv",
            stored_name=stored_name,
            date_format="iso",
            mapping=[[name, name] for name in HEADINGS[kind]],
            asked_at=timezone.now(),
            asked_by=world.administrator,
        )
        for kind in KINDS
    }
