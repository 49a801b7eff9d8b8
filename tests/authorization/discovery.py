"""Who reaches inventories of agents."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hospital_itsm.discovery.models import TakenBatch
from tests.authorization.assets import rest
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.discovery import machines

IMPORTERS = ("it_manager", "htm_manager")
PAGE = "/assets/inventories/"


def batch(scene: Scene) -> str:
    """The page of a batch."""
    made = TakenBatch.objects.first() or TakenBatch.objects.create(
        taken_at=timezone.now(), taken_by=scene.world.it_manager
    )
    return made.get_absolute_url()


CASES = [
    Case("discovery:inventories", PAGE, all_get(200, *IMPORTERS)),
    Case(
        "discovery:inventories",
        PAGE,
        all_get(302, *IMPORTERS),
        method="POST",
        data=lambda scene: {
            "inventories": SimpleUploadedFile("a.json", machines.as_file(machines.printer()))
        },
        about="files",
    ),
    Case(
        "discovery:inventories",
        PAGE,
        all_get(422, *IMPORTERS),
        method="POST",
        data={"do": "take"},
        about="nothing ticked",
    ),
    Case("discovery:batch", batch, all_get(200, *IMPORTERS)),
    Case("discovery:batch", batch, all_get(302, *IMPORTERS), method="POST", about="undo"),
    rest("inventories", "GET", "inventories/", all_get(200, *IMPORTERS, "integration")),
    rest("inventories", "POST", "inventories/", all_get(201, *IMPORTERS, "integration"), machines.printer()),
]
