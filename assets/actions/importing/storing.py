"""Storing the rows of a checked import, and taking them back: so many in one transaction, each row once."""

from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from assets.actions.importing.checking import COLUMNS
from assets.actions.search_words import refresh
from assets.actions.store import PROSE
from assets.choices import ImportVerdict
from assets.models import Asset, AssetImport, AssetImportRow, AssetSearch, NetworkProfile
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.audit.recording import entry, free_text, record_many

BATCH: Final = 1000
CHANGED_SINCE, TAKEN, IN_USE = "changed-since", "taken", "in-use"
BY_COLUMN: Final = {column.attname: column for column in COLUMNS}


@housekeeping("records an entry for each asset; the batch has its own")
def commit_rows(batch: AssetImport, *, actor: Any) -> int:
    """Store the next rows of a batch; how many were looked at. None are left at 0."""
    rows = list(
        AssetImportRow.objects.select_for_update()
        .filter(batch=batch, is_done=False, verdict__in=(ImportVerdict.CREATE, ImportVerdict.UPDATE))
        .order_by("number")[:BATCH]
    )
    stored = _create([row for row in rows if row.verdict == ImportVerdict.CREATE])
    stored += _update([row for row in rows if row.verdict == ImportVerdict.UPDATE])
    for row in rows:
        row.is_done = True
    AssetImportRow.objects.bulk_update(
        rows, ["is_done", "verdict", "faults", "asset", "version"], batch_size=BATCH
    )
    refresh([asset.pk for asset, _row in stored])
    record_many(_entry(asset, row, batch, actor) for asset, row in stored)
    return len(rows)


@housekeeping("records an entry for each asset; the batch has its own")
def undo_rows(batch: AssetImport, *, actor: Any) -> int:
    """Take the next rows of a batch back, the last first; how many were looked at. A changed asset stays."""
    rows = list(
        AssetImportRow.objects.select_for_update()
        .filter(batch=batch, is_done=True, is_undone=False, asset__isnull=False)
        .filter(verdict__in=(ImportVerdict.CREATE, ImportVerdict.UPDATE))
        .order_by("-number")[:BATCH]
    )
    assets = Asset.objects.select_for_update().in_bulk([row.asset_id for row in rows])
    for row in rows:
        _undo(row, assets[row.asset_id], batch, actor)
        row.is_undone = True
    AssetImportRow.objects.bulk_update(rows, ["is_undone", "faults", "asset"], batch_size=BATCH)
    return len(rows)


@step
def _create(rows: list[AssetImportRow]) -> list[tuple[Asset, AssetImportRow]]:
    tags = {row.values["tag"] for row in rows}
    taken = set(Asset.objects.filter(tag__in=tags).values_list("tag", flat=True))
    at, made = timezone.now(), []
    for row in rows:
        if row.values["tag"] in taken:
            _refuse(row, "tag", TAKEN)
            continue
        asset = Asset(status_since=at, created_at=at, changed_at=at)
        _set(asset, row.values)
        made.append((asset, row))
    Asset.objects.bulk_create([asset for asset, _row in made], batch_size=BATCH)
    for asset, row in made:
        row.asset, row.version = asset, asset.version
    NetworkProfile.objects.bulk_create(
        [NetworkProfile(asset=asset, **row.network) for asset, row in made if row.network], batch_size=BATCH
    )
    return made


@step
def _update(rows: list[AssetImportRow]) -> list[tuple[Asset, AssetImportRow]]:
    assets = Asset.objects.select_for_update().in_bulk([row.asset_id for row in rows])
    changed, names = [], set[str]()
    for row in rows:
        asset = assets[row.asset_id]
        if asset.version != row.version:
            _refuse(row, "", CHANGED_SINCE)
            continue
        _set(asset, row.values)
        asset.version, asset.changed_at = asset.version + 1, timezone.now()
        row.version = asset.version
        names |= set(row.values)
        changed.append((asset, row))
    columns = [BY_COLUMN[name].name for name in sorted(names)]
    if changed:
        Asset.objects.bulk_update(
            [asset for asset, _row in changed], [*columns, "version", "changed_at"], BATCH
        )
    return changed


def _set(asset: Asset, values: dict[str, Any]) -> None:
    for name, value in values.items():
        column = BY_COLUMN[name]
        setattr(asset, name, value if column.is_relation else column.to_python(value))


def _refuse(row: AssetImportRow, column: str, code: str) -> None:
    row.verdict = ImportVerdict.FAULT
    row.faults = [*row.faults, [column, code, ""]]


@step
def _undo(row: AssetImportRow, asset: Asset, batch: AssetImport, actor: Any) -> None:
    if asset.version != row.version:
        row.faults = [*row.faults, ["", CHANGED_SINCE, ""]]
        return
    if row.verdict == ImportVerdict.CREATE:
        _remove(row, asset, batch, actor)
        return
    _set(asset, row.before)
    asset.version, asset.changed_at = asset.version + 1, timezone.now()
    asset.save(update_fields=[*(BY_COLUMN[name].name for name in row.before), "version", "changed_at"])
    refresh([asset.pk])
    record_many([_entry(asset, row, batch, actor, undone=True)])


@step
def _remove(row: AssetImportRow, asset: Asset, batch: AssetImport, actor: Any) -> None:
    made = _entry(asset, row, batch, actor, undone=True)
    try:
        with transaction.atomic():
            AssetSearch.objects.filter(asset=asset).delete()
            asset.delete()
    except (ProtectedError, RestrictedError, IntegrityError):
        row.faults = [*row.faults, ["", IN_USE, ""]]
        return
    row.asset = None
    record_many([made])


def _entry(asset: Asset, row: AssetImportRow, batch: AssetImport, actor: Any, *, undone: bool = False) -> Any:
    is_new = row.verdict == ImportVerdict.CREATE
    old, new = (row.values, row.before) if undone else (row.before, row.values)
    changes = {
        BY_COLUMN[name].name: [_kept(name, old.get(name)), _kept(name, new.get(name))]
        for name in row.values
        if old.get(name) not in (None, "") or new.get(name) not in (None, "")
    }
    verb = "asset.import_undo" if undone else "asset.create" if is_new else "asset.change"
    return entry(actor, verb, asset, changes, reason=f"import {batch.pk}, row {row.number}")


def _kept(name: str, value: Any) -> Any:
    return free_text(str(value or "")) if name in PROSE else value
