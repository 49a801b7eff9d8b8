"""What each row of a file would do, stored row by row, and taken back: so many rows in one transaction."""

from collections.abc import Sequence
from typing import Any

from assets.choices import AssetImportState
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.sheets.table import Row
from hospital_itsm.importing.actions.rows_of import rows_of
from hospital_itsm.importing.findings import Rows
from hospital_itsm.importing.models import SheetImport, SheetRow

BATCH = 1000


@housekeeping("rows of a check are no part of any list")
def begin_check(batch: SheetImport, *, actor: Any) -> Rows:
    """Forget what an earlier check found; what works the rows."""
    SheetRow.objects.filter(batch=batch).delete()
    return rows_of(batch, actor)


@housekeeping("rows of a check are no part of any list")
def check_rows(work: Rows, rows: Sequence[Row], *, actor: Any) -> None:
    """Keep what these rows would do."""
    findings = [work.read(row) for row in rows]
    work.resolve(findings)
    SheetRow.objects.bulk_create([work.judged(one) for one in findings], batch_size=BATCH)


@housekeeping("rows of a check are no part of any list")
def end_check(batch: SheetImport, *, actor: Any) -> None:
    """The check is whole."""
    SheetImport.objects.filter(pk=batch.pk).update(state=AssetImportState.CHECKED)


@housekeeping("what begins a job asks for its row worker")
def begin_work(batch: SheetImport, *, actor: Any) -> Rows:
    """What works the rows of a batch."""
    return rows_of(batch, actor)


@housekeeping("records an entry for each row of the house; the batch has its own")
def store_rows(work: Rows, *, actor: Any) -> int:
    """Store the next rows of a batch; how many were looked at. None are left at 0."""
    waiting = SheetRow.objects.select_for_update().waiting().filter(batch=work.batch)
    rows = list(waiting.order_by("number")[: work.many_at_once])
    if rows:
        work.store(rows)
    for row in rows:
        row.is_done = True
    _save(rows, "is_done", "verdict", "faults", "target", "version")
    return len(rows)


@housekeeping("records an entry for each row of the house; the batch has its own")
def undo_rows(work: Rows, *, actor: Any) -> int:
    """Take the next rows of a batch back, the last first; how many were looked at."""
    stored = SheetRow.objects.select_for_update().stored().filter(batch=work.batch)
    rows = list(stored.order_by("-number")[: work.many_at_once])
    if rows:
        work.take_back(rows)
    for row in rows:
        row.is_undone = True
    _save(rows, "is_undone", "faults", "target")
    return len(rows)


@step
def _save(rows: Sequence[SheetRow], *names: str) -> None:
    SheetRow.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(names)
    )
