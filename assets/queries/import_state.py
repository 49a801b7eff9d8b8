"""How far an import is, for its page and REST."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from assets.choices import AssetImportState, ImportVerdict
from assets.queries.imports import TOUCHED
from hospital_itsm.jobs.models import Job


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
    found = run.rows.values_list("verdict", "is_done", "is_undone").annotate(Count("pk")).order_by()
    cells = [(verdict, done, undone, count) for verdict, done, undone, count in found]
    counts = {
        verdict.value: sum(count for kind, _done, _undone, count in cells if kind == verdict)
        for verdict in ImportVerdict
    }
    waiting = sum(count for kind, done, _undone, count in cells if kind in TOUCHED and not done)
    stored = sum(count for kind, done, undone, count in cells if kind in TOUCHED and done and not undone)
    jobs = Job.objects.filter(kind__startswith="asset.import-", payload__batch=run.pk)
    job = jobs.order_by("-pk").first()
    is_busy = job is not None and job.is_unfinished
    return Standing(counts, waiting, stored, job, () if is_busy else _next(run.state, waiting, stored))


def _next(state: str, waiting: int, stored: int) -> tuple[str, ...]:
    open_states = (AssetImportState.MAPPING, AssetImportState.CHECKED)
    steps = {
        "check": state in open_states,
        "apply": bool(waiting) and state in (AssetImportState.CHECKED, AssetImportState.COMMITTED),
        "undo": bool(stored) and state in (AssetImportState.COMMITTED, AssetImportState.UNDONE),
    }
    return tuple(step for step, is_open in steps.items() if is_open)
