"""Storing the rows of a checked import: so many in one transaction, each row once, each with its trail."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from assets.actions.importing.findings import LONGEST_HINT
from assets.actions.importing.judging import COLUMNS, columns_of
from assets.actions.search_words import refresh
from assets.actions.store import PROSE
from assets.actions.transitions import take_step
from assets.choices import ImportVerdict
from assets.models import Asset, AssetImport, AssetImportRow, Movement, NetworkProfile, StatusChange
from assets.rules.importing.columns import NETWORK
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.audit.recording import entry, free_text, record_many
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Refused

BATCH: Final = 1000
CHANGED_SINCE, TAKEN, NO_LONGER = "changed-since", "taken", "no-longer"
BY_COLUMN: Final = {column.attname: column for column in COLUMNS}
PLACE: Final = ("location_id", "room", "care_area_id", "custodian_id", "custodian_text")
STEP_COLUMNS: Final = ("status", "in_service_on", "checked_on")
Stored = list[tuple[Asset, AssetImportRow]]


@housekeeping("records an entry for each asset; the batch has its own")
def commit_rows(batch: AssetImport, *, actor: Any) -> int:
    """Store the next rows of a batch; how many were looked at. None are left at 0."""
    rows = list(
        AssetImportRow.objects.select_for_update().waiting().filter(batch=batch).order_by("number")[:BATCH]
    )
    stored = _create([row for row in rows if row.verdict == ImportVerdict.CREATE], batch, actor)
    updates = [row for row in rows if row.verdict == ImportVerdict.UPDATE]
    changed, stepped = _update(updates, batch, actor)
    stored += changed
    refresh([asset.pk for asset, _row in stored])
    record_many(entry_of(asset, row, batch, actor) for asset, row in stored if row.values or row.network)
    for row in rows:
        row.is_done = True
        row.before = {**stepped.get(row.pk, ({}, {}))[0], **row.before}
        row.values = {**stepped.get(row.pk, ({}, {}))[1], **row.values}
    save_rows(rows, "is_done", "verdict", "faults", "asset", "version", "values", "before")
    return len(rows)


@step
def set_columns(asset: Asset, values: dict[str, Any]) -> None:
    """Put columns as JSON keeps them."""
    for name, value in values.items():
        column = BY_COLUMN[name]
        setattr(asset, name, value if column.is_relation else column.to_python(value))


@step
def save_columns(assets: Sequence[Asset], names: set[str], *more: str) -> None:
    """Save these columns of all the assets with one statement, and their versions."""
    columns = [BY_COLUMN[name].name for name in sorted(names)]
    Asset.objects.bulk_create(
        assets,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*columns, *more, "version", "changed_at"],
    )


@step
def save_rows(rows: Sequence[AssetImportRow], *names: str) -> None:
    """Save these fields of rows that are there, with one statement."""
    AssetImportRow.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(names)
    )


@step
def log_moves(moved: Sequence[tuple[Asset, dict[str, Any], dict[str, Any]]], reason: str, actor: Any) -> None:
    """Add the moves of these assets to the log of custody: `(asset, columns before, columns after)`."""
    at = timezone.now()
    Movement.objects.bulk_create(
        [
            Movement(asset=asset, at=at, by=person(actor), reason=reason, **_ends(asset, before, after))
            for asset, before, after in moved
            if {*PLACE} & after.keys()
        ],
        batch_size=BATCH,
    )


@step
def save_networks(profiles: Sequence[NetworkProfile], names: Sequence[str] = NETWORK) -> None:
    """Add or change network profiles with one statement."""
    NetworkProfile.objects.bulk_create(
        profiles, batch_size=BATCH, update_conflicts=True, unique_fields=["asset"], update_fields=list(names)
    )


@step
def refuse(row: AssetImportRow, column: str, code: str, hint: str = "") -> None:
    """Note that a row was not taken after all."""
    row.verdict = ImportVerdict.FAULT
    row.faults = [*row.faults, [column, code, hint[:LONGEST_HINT]]]


@step
def entry_of(
    asset: Asset, row: AssetImportRow, batch: AssetImport, actor: Any, *, undone: bool = False
) -> Any:
    """The entry of the trail for an asset of the import: what was, and what is."""
    old = {**row.before, **_prefixed(row.network_before or {})}
    new = {**row.values, **_prefixed(row.network)}
    old, new = (new, old) if undone else (old, new)
    changes = {
        _name(name): [_kept(name, old.get(name)), _kept(name, new.get(name))]
        for name in {**old, **new}
        if name != "custom" and (old.get(name) not in (None, "") or new.get(name) not in (None, ""))
    }
    if keys := _changed_keys(old.get("custom"), new.get("custom")):
        changes["custom_fields"] = [[], keys]
    return entry(
        actor, _verb(row, undone=undone), asset, changes, reason=f"import {batch.pk}, row {row.number}"
    )


@step
def _create(rows: list[AssetImportRow], batch: AssetImport, actor: Any) -> Stored:
    tags = {row.values["tag"] for row in rows}
    taken = set(Asset.objects.filter(tag__in=tags).values_list("tag", flat=True))
    at = timezone.now()
    made: Stored = []
    for row in rows:
        if row.values["tag"] in taken:
            refuse(row, "tag", TAKEN)
            continue
        asset = Asset(status_since=at, created_at=at, changed_at=at)
        set_columns(asset, row.values)
        made.append((asset, row))
    Asset.objects.bulk_create([asset for asset, _row in made], batch_size=BATCH)
    for asset, row in made:
        row.asset, row.version = asset, asset.version
    StatusChange.objects.bulk_create(
        [
            StatusChange(
                asset=asset,
                at=at,
                by=person(actor),
                verb="create",
                to_status=asset.status,
                facts={"import": batch.pk},
            )
            for asset, _row in made
        ],
        batch_size=BATCH,
    )
    save_networks([NetworkProfile(asset=asset, **row.network) for asset, row in made if row.network])
    return made


@step
def _update(rows: list[AssetImportRow], batch: AssetImport, actor: Any) -> tuple[Stored, dict[int, Any]]:
    """Change the known ones; what a step of the lifecycle changed comes back by row as `(before, after)`."""
    keys = [row.asset_id for row in rows]
    assets = (
        Asset.objects.select_related("model", "location", "custodian", "network")
        .select_for_update(of=("self",))
        .in_bulk(keys)
    )
    changed: Stored = []
    stepped: dict[int, Any] = {}
    names: set[str] = set()
    for row in rows:
        asset = assets.get(row.asset_id)
        if asset is None or asset.version != row.version:
            refuse(row, "", CHANGED_SINCE)
        elif not row.step or _step_taken(row, asset, batch, actor, stepped):
            set_columns(asset, row.values)
            if row.network or row.values:
                asset.version, asset.changed_at = asset.version + 1, timezone.now()
            row.version = asset.version
            names |= set(row.values)
            changed.append((asset, row))
    save_columns([asset for asset, _row in changed], names)
    log_moves([(asset, row.before, row.values) for asset, row in changed], batch.source, actor)
    save_networks([network_of(asset, row.network) for asset, row in changed if row.network])
    return changed, stepped


@step
def network_of(asset: Asset, values: dict[str, Any]) -> NetworkProfile:
    """The profile of an asset with other values."""
    profile = getattr(asset, "network", None) or NetworkProfile(asset=asset)
    for name, value in values.items():
        setattr(profile, name, value)
    return profile


@step
def _step_taken(
    row: AssetImportRow, asset: Asset, batch: AssetImport, actor: Any, stepped: dict[int, Any]
) -> bool:
    """Take the step of the lifecycle first: what forbids it now keeps the whole row out."""
    before = columns_of(asset)
    try:
        with transaction.atomic():
            take_step(asset, row.step, actor=actor, at=timezone.now(), needs={"reason": batch.source})
    except Refused as refusal:
        refuse(row, "status", NO_LONGER, refusal.message)
        set_columns(asset, before)
        return False
    after = columns_of(asset)
    names = [name for name in STEP_COLUMNS if before[name] != after[name]]
    stepped[row.pk] = {name: before[name] for name in names}, {name: after[name] for name in names}
    return True


def _ends(asset: Asset, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side, values in (("from", before), ("to", after)):
        for name in ("location_id", "room", "care_area_id"):
            found[f"{side}_{name}"] = values.get(name, getattr(asset, name))
        text = values.get("custodian_text", asset.custodian_text)
        found[f"{side}_custodian"] = (str(asset.custodian) if asset.custodian_id else text)[:120]
    return found


def _changed_keys(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    """The fields of a class that differ; their values stay out of the trail."""
    old, new = old or {}, new or {}
    return [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


def _prefixed(values: dict[str, Any]) -> dict[str, Any]:
    return {f"network.{name}": value for name, value in values.items()}


def _name(name: str) -> str:
    return BY_COLUMN[name].name if name in BY_COLUMN else name


def _verb(row: AssetImportRow, *, undone: bool) -> str:
    if undone:
        return "asset.import_undo"
    if row.verdict == ImportVerdict.CREATE:
        return "asset.create"
    if row.values.keys() <= {*PLACE} and row.values:
        return "asset.move"
    return "asset.change" if row.values else "asset.network"


def _kept(name: str, value: Any) -> Any:
    return free_text(str(value or "")) if name in PROSE else value
