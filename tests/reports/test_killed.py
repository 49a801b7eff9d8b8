"""A worker that is really killed in the middle of a report: no half file, and the run ends well or says it failed."""

from pathlib import Path

import pytest
from django.utils import timezone

from hospital_itsm.exporting.reading import rights_of
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.reports.models import ReportRun
from hospital_itsm.reports.work import KIND
from tests.processes import Product, wait_for
from tests.reports import cast
from tests.world import World, again
from tickets.models import Ticket

MANY = 40_000
"""So many rows take longer to write than to notice that they are being written."""


def stored(folder: Path) -> list[str]:
    """The names of what is in the folder of files, temporary ones apart."""
    return sorted(one.name for one in folder.glob("*") if not one.name.endswith(".part"))


def copies(of: Ticket) -> None:
    """Many tickets like this one."""
    fields = [one for one in Ticket._meta.concrete_fields if not one.primary_key]
    values = {one.attname: getattr(of, one.attname) for one in fields}
    rows = (Ticket(**{**values, "key": f"INC-{800_000 + number}"}) for number in range(MANY))
    Ticket.objects.bulk_create(rows, batch_size=5000)


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_half_file_and_another_makes_the_report(
    world: World, product: Product
) -> None:
    copies(cast.ticket(world, "ICU"))
    actor = again(world.agent)
    run = ReportRun.objects.create(
        question="open-longest", parameters={"state": ["open"]}, output="csv", asked_by=actor,
        asked_at=timezone.now(), rights=rights_of(actor),
    )  # fmt: skip
    run.job = start(KIND, {"run": run.pk}, actor=actor)
    run.save()
    folder = product.folder / "attachments"
    worker = product.worker(queues="reports")
    beat = product.beat()
    assert wait_for(lambda: list(folder.glob("report-*.part"))), worker.text()
    worker.kill()
    run = ReportRun.objects.select_related("job").get()
    assert (run.state, run.standing, run.stored_name, stored(folder)) == ("waiting", "running", "", [])
    product.worker(queues="reports")
    assert wait_for(lambda: ReportRun.objects.get().state == "done", 90), beat.text()
    run = ReportRun.objects.get()
    assert (run.rows, stored(folder)) == (MANY + 1, [run.stored_name])
    assert (folder / run.stored_name).stat().st_size == run.size
    (left,) = folder.glob("report-*.part")
    assert left.stat().st_size < run.size
    assert Job.objects.get().beginnings == 2
