"""Taking a batch back: what was new goes, what was changed is again as before, what somebody touched since stays."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from assets.actions.importing.storing import (
    BATCH,
    CHANGED_SINCE,
    Stored,
    entry_of,
    log_moves,
    network_of,
    save_columns,
    save_networks,
    save_rows,
    set_columns,
)
from assets.actions.search_words import refresh
from assets.choices import ImportVerdict
from assets.models import Asset, AssetImport, AssetImportRow, AssetSearch, NetworkProfile, StatusChange
from assets.rules.lifecycle import USABLE
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.audit.recording import record_many
from hospital_itsm.core.access import can
from hospital_itsm.core.actors import person

IN_USE, NEEDS_RELEASE = "in-use", "needs-release"
LET_FIRST_STEPS_GO: Final = "SELECT set_config('assets.import_undo', %s, true)"


@housekeeping("records an entry for each asset; the batch has its own")
def undo_rows(batch: AssetImport, *, actor: Any) -> int:
    """Take the next rows of a batch back, the last first; how many were looked at. A changed asset stays."""
    rows = list(
        AssetImportRow.objects.select_for_update().stored().filter(batch=batch).order_by("-number")[:BATCH]
    )
    assets = (
        Asset.objects.select_related("model", "location", "custodian", "network")
        .select_for_update(of=("self",))
        .in_bulk([row.asset_id for row in rows])
    )
    as_left: Stored = []
    for row in rows:
        row.is_undone = True
        asset = assets[row.asset_id]
        if asset.version != row.version:
            _keep(row, CHANGED_SINCE)
        elif _is_released(row, asset) and not can(actor, "asset.release", asset):
            _keep(row, NEEDS_RELEASE)
        else:
            as_left.append((asset, row))
    _restore([(asset, row) for asset, row in as_left if row.verdict == ImportVerdict.UPDATE], batch, actor)
    _remove([(asset, row) for asset, row in as_left if row.verdict == ImportVerdict.CREATE], batch, actor)
    save_rows(rows, "is_undone", "faults", "asset")
    return len(rows)


def _keep(row: AssetImportRow, code: str) -> None:
    row.faults = [*row.faults, ["", code, ""]]


def _is_released(row: AssetImportRow, asset: Asset) -> bool:
    """Would a device that was stopped be in use again?"""
    before = row.before.get("status", asset.status)
    return asset.is_clinical and before in USABLE and asset.status not in USABLE


@step
def _restore(pairs: Stored, batch: AssetImport, actor: Any) -> None:
    at = timezone.now()
    steps, names = [], set[str]()
    record_many([entry_of(asset, row, batch, actor, undone=True) for asset, row in pairs])
    for asset, row in pairs:
        if row.before.get("status", asset.status) != asset.status:
            steps.append(_status_change(asset, row, batch, actor, at))
            asset.status_since = at
        set_columns(asset, row.before)
        asset.version, asset.changed_at = asset.version + 1, at
        names |= set(row.before)
    save_columns([asset for asset, _row in pairs], names, "status_since")
    StatusChange.objects.bulk_create(steps, batch_size=BATCH)
    log_moves([(asset, row.values, row.before) for asset, row in pairs], batch.source, actor)
    _restore_networks(pairs)
    refresh([asset.pk for asset, _row in pairs])


def _status_change(
    asset: Asset, row: AssetImportRow, batch: AssetImport, actor: Any, at: Any
) -> StatusChange:
    return StatusChange(
        asset=asset,
        at=at,
        by=person(actor),
        verb="import_undo",
        from_status=asset.status,
        to_status=row.before["status"],
        facts={"import": batch.pk},
    )


@step
def _restore_networks(pairs: Stored) -> None:
    known = [(asset, row.network_before) for asset, row in pairs if row.network and row.network_before]
    save_networks([network_of(asset, values) for asset, values in known])
    added = [asset.pk for asset, row in pairs if row.network and row.network_before is None]
    NetworkProfile.objects.filter(asset__in=added).delete()


@step
def _remove(pairs: Stored, batch: AssetImport, actor: Any) -> None:
    """All of them at once, or one by one where something in the house depends on one."""
    made = [entry_of(asset, row, batch, actor, undone=True) for asset, row in pairs]
    if _removed([asset.pk for asset, _row in pairs]):
        gone = pairs
    else:
        gone = []
        for asset, row in pairs:
            if _removed([asset.pk]):
                gone.append((asset, row))
            else:
                _keep(row, IN_USE)
    for _asset, row in gone:
        row.asset = None
    is_gone = {str(asset.pk) for asset, _row in gone}
    record_many([one for one in made if one.target_id in is_gone])


@step
def _removed(keys: Sequence[int]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LET_FIRST_STEPS_GO, ["on"])
            StatusChange.objects.filter(asset__in=keys, verb="create").delete()
            AssetSearch.objects.filter(asset__in=keys).delete()
            Asset.objects.filter(pk__in=keys).delete()
            cursor.execute(LET_FIRST_STEPS_GO, [""])
    except (ProtectedError, RestrictedError, IntegrityError):
        return False
    return True
