"""What each row of a file would do, found out a thousand rows at a time; nothing of the inventory is touched."""

from collections.abc import Sequence
from typing import Any

from assets.actions.importing.findings import Desk, read_row
from assets.actions.importing.judging import judged
from assets.actions.importing.resolving import match, resolve
from assets.choices import AssetImportState
from assets.models import AssetImport, AssetImportRow
from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.sheets.table import Row


@housekeeping("rows of a check are no part of the inventory")
def begin_check(batch: AssetImport, *, actor: Any) -> Desk:
    """Forget what an earlier check found; what the new one knows from row to row."""
    AssetImportRow.objects.filter(batch=batch).delete()
    return Desk(batch, actor)


@housekeeping("rows of a check are no part of the inventory")
def check_rows(desk: Desk, rows: Sequence[Row], *, actor: Any) -> None:
    """Store what these rows would do."""
    findings = [read_row(desk, row) for row in rows]
    resolve(desk, findings)
    match(desk, findings)
    AssetImportRow.objects.bulk_create(judged(desk, finding) for finding in findings)


@housekeeping("rows of a check are no part of the inventory")
def end_check(batch: AssetImport, *, actor: Any) -> None:
    """The check is whole."""
    AssetImport.objects.filter(pk=batch.pk).update(state=AssetImportState.CHECKED)
