"""How far an import is, for its page and REST."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count

from assets.choices import AssetImportState, ImportVerdict
from assets.queries.imports import TOUCHED
from hospital_itsm.jobs.models import Job

JOBS: Final = ("sheet.check", "sheet.store", "sheet.undo")


@dataclass(frozen=True)
class Standing:
    """What the rows would do or did, which job works on it, and what may be done next."""

    counts: dict[str, int]
    waiting: int
    stored: int
    job: Job | None
    next_steps: tuple[str, ...]


def standing_of(run: Any) -> Standing:
    """Two statements, whatever the number of rows."""
    return standings_of([run])[run.pk]


def standings_of(runs: Sequence[Any]) -> dict[int, Standing]:
    """How far each of some imports is, by key: two statements, whatever their number."""
    from hospital_itsm.importing.models import SheetRow

    keys = [run.pk for run in runs]
    cells: dict[int, list[Any]] = {key: [] for key in keys}
    rows = SheetRow.objects.filter(batch__in=keys).values_list("batch", "verdict", "is_done", "is_undone")
    for batch, *cell in rows.annotate(Count("pk")).order_by():
        cells[batch].append(cell)
    found = Job.objects.filter(kind__in=JOBS, payload__batch__in=keys).order_by("pk")
    jobs = {job.payload["batch"]: job for job in found}
    return {run.pk: _standing(run, cells[run.pk], jobs.get(run.pk)) for run in runs}


def _standing(run: Any, cells: Sequence[Any], job: Job | None) -> Standing:
    counts = {
        verdict.value: sum(cell[3] for cell in cells if cell[0] == verdict) for verdict in ImportVerdict
    }
    touched = [cell for cell in cells if cell[0] in TOUCHED]
    waiting = sum(cell[3] for cell in touched if not cell[1])
    stored = sum(cell[3] for cell in touched if cell[1] and not cell[2])
    is_busy = job is not None and job.is_unfinished
    return Standing(counts, waiting, stored, job, () if is_busy else _next(run.state, waiting, stored))


def _next(state: str, waiting: int, stored: int) -> tuple[str, ...]:
    steps = {
        "check": state in (AssetImportState.MAPPING, AssetImportState.CHECKED),
        "apply": bool(waiting) and state in (AssetImportState.CHECKED, AssetImportState.COMMITTED),
        "undo": bool(stored) and state in (AssetImportState.COMMITTED, AssetImportState.UNDONE),
    }
    return tuple(step for step, is_open in steps.items() if is_open)
