"""Who reaches the sources of a CMMS, and what it says of devices."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hospital_itsm.cmms.models import Run, Source
from tests.authorization.assets import READS_ALL, READS_ITS_UNIT, rest
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get

KEEPS = ("it_manager", "htm_manager", "administrator")
OPENS, SAVES = all_get(200, *KEEPS), all_get(302, *KEEPS)
VALUES = {
    "name": "Work orders", "system": "nuvolo", "kind": "work_order", "every_hours": 24, "date_format": "iso",
    "is_active": "on", "version": 1,
}  # fmt: skip


def source(scene: Scene) -> str:
    """The page of a source."""
    made = Source.objects.first() or Source.objects.create(
        name="PM", system="nuvolo", kind="pm", created_at=timezone.now()
    )
    return made.get_absolute_url()


def run(scene: Scene) -> str:
    """The page of a run."""
    source(scene)
    made = Run.objects.first() or Run.objects.create(
        source=Source.objects.get(), started_at=timezone.now(), state="done"
    )
    return made.get_absolute_url()


def a_file(scene: Scene) -> dict[str, object]:
    """A file of PM status."""
    return {"file": SimpleUploadedFile("pm.csv", b"ID,Asset Tag\nPM-1,LR-20417\n")}


CASES = [
    Case("cmms:sources", "/assets/cmms/", OPENS),
    Case("cmms:new_source", "/assets/cmms/new/", OPENS),
    Case("cmms:new_source", "/assets/cmms/new/", SAVES, method="POST", data=VALUES),
    Case("cmms:classes", "/assets/cmms/classes/", OPENS),
    Case("cmms:classes", "/assets/cmms/classes/", SAVES, method="POST"),
    Case("cmms:source", source, OPENS),
    Case("cmms:source", source, SAVES, method="POST", data=a_file, about="file"),
    Case("cmms:edit_source", lambda scene: f"{source(scene)}edit/", OPENS),
    Case("cmms:edit_source", lambda scene: f"{source(scene)}edit/", SAVES, method="POST", data=VALUES),
    Case("cmms:run", run, OPENS),
    Case("cmms:maintenance", "/a/LR-20417/maintenance/", all_get(200, *READS_ITS_UNIT), about="own unit"),
    Case("cmms:maintenance", "/a/WS-1001/maintenance/", all_get(200, *READS_ALL), about="elsewhere"),
    rest("cmms_runs", "GET", "cmms/runs/", all_get(200, *READS_ALL, "administrator")),
    rest("cmms_pm_status", "GET", "cmms/pm_status/", all_get(200, *READS_ITS_UNIT)),
    rest("cmms_work_orders", "GET", "cmms/work_orders/", all_get(200, *READS_ITS_UNIT)),
]
