"""What each row of a file would do, found out a thousand rows at a time; nothing of the inventory is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from assets.actions import store
from assets.actions.asset_values import apply_model_flags, put_udi
from assets.choices import AssetImportState, AssetStatus, ImportVerdict
from assets.models import Asset, AssetImport, AssetImportRow, DeviceModel, Location
from assets.rules.importing.columns import CellFault, read_cell
from assets.rules.lifecycle import ARRIVALS
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.core.sheets.table import Row
from hospital_itsm.core.sheets.text import unguarded
from hospital_itsm.people.models import CareArea
from vendors.queries.vendors import vendors_by_name

NETWORK: Final = ("hostname", "mac", "ip")
ONLY_WHEN_NEW: Final = frozenset({"status", "care_area", "location", "room", *NETWORK})
"""What an import says of a new asset only: afterwards these change by a step, a move or an inventory of the network."""
UNKNOWN, TWICE, MISSING, THEIRS, AMBIGUOUS, REFUSED = (
    "unknown", "twice", "missing", "theirs", "ambiguous", "refused",
)  # fmt: skip


@dataclass
class Finding:
    """One row on its way: what its cells say, the asset it means, and what is wrong."""

    number: int
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[list[str]] = field(default_factory=list)
    asset: Asset | None = None

    def wrong(self, column: str, code: str, hint: str = "") -> None:
        """Note a fault."""
        self.faults.append([column, code, hint])


@housekeeping("rows of a check are no part of the inventory")
def begin_check(batch: AssetImport, *, actor: Any) -> None:
    """Forget what an earlier check found."""
    AssetImportRow.objects.filter(batch=batch).delete()


@housekeeping("rows of a check are no part of the inventory")
def check_rows(batch: AssetImport, rows: Sequence[Row], seen: set[tuple[str, str]], *, actor: Any) -> None:
    """Store what these rows would do. `seen` holds tags and serial numbers of the rows before."""
    findings = [_read(batch, row, seen) for row in rows]
    _resolve(findings)
    _match(findings)
    AssetImportRow.objects.bulk_create(_judged(batch, finding) for finding in findings)


@housekeeping("rows of a check are no part of the inventory")
def end_check(batch: AssetImport, *, actor: Any) -> None:
    """The check is whole."""
    AssetImport.objects.filter(pk=batch.pk).update(state=AssetImportState.CHECKED)


def _read(batch: AssetImport, row: Row, seen: set[tuple[str, str]]) -> Finding:
    found = Finding(row.number)
    if row.fault:
        found.wrong("", row.fault)
        return found
    for (column, name), cell in zip(batch.mapping, row.cells, strict=True):
        text = unguarded(cell.strip())
        if not name or not text:
            continue
        try:
            found.said[name] = read_cell(name, text, batch.date_format)
        except CellFault as fault:
            found.wrong(column, str(fault), text[:60])
    key = ("tag", str(found.said.get("tag", "")))
    if key[1] and key in seen:
        found.wrong("tag", TWICE, key[1])
    seen.add(key)
    return found


@step
def _resolve(findings: Sequence[Finding]) -> None:
    """Turn the names of makers, models, units and places into rows; unknown ones are proposed, never made."""
    names = {str(one.said[key]) for one in findings for key in ("maker", "vendor") if key in one.said}
    vendors = vendors_by_name(names)
    units = _by_words(CareArea.objects.filter(is_active=True))
    places = _by_words(Location.objects.in_use())
    models: dict[tuple[int, str], list[DeviceModel]] = {}
    for model in DeviceModel.objects.filter(manufacturer__in=set(vendors.values()), is_active=True):
        for name in {model.name.upper(), model.model_number.upper(), model.catalog_number.upper()} - {""}:
            models.setdefault((model.manufacturer_id, name), []).append(model)
    for one in findings:
        _put(one, "care_area", units)
        _put(one, "location", places)
        _put(one, "vendor", vendors, exact=True)
        _put_model(one, vendors, models)


def _by_words(rows: Any) -> dict[str, Any]:
    found = list(rows)
    return {row.name.upper(): row for row in found} | {row.code.upper(): row for row in found}


def _put(one: Finding, name: str, known: Mapping[str, Any], *, exact: bool = False) -> None:
    if name in one.said:
        text = str(one.said.pop(name))
        row = known.get(text if exact else text.upper())
        if row is None:
            one.wrong(name, UNKNOWN, _near(text, known))
        else:
            one.said[name] = row


def _put_model(
    one: Finding, vendors: Mapping[str, Any], models: Mapping[tuple[int, str], list[DeviceModel]]
) -> None:
    maker, name, number = (str(one.said.pop(key, "")) for key in ("maker", "model", "model_number"))
    if not (maker or name or number):
        return
    if maker not in vendors:
        one.wrong("maker", UNKNOWN if maker else MISSING, maker)
        return
    key = vendors[maker].pk
    found = models.get((key, name.upper()), []) if name else models.get((key, number.upper()), [])
    narrowed = [row for row in found if number.upper() in (row.model_number.upper(), "")] or found
    if len(narrowed) == 1:
        one.said["model"] = narrowed[0]
    else:
        mine = {words: rows for (owner, words), rows in models.items() if owner == key}
        one.wrong("model", AMBIGUOUS if narrowed else UNKNOWN, _near(name or number, mine))


def _near(text: str, known: Mapping[str, Any]) -> str:
    return ", ".join(get_close_matches(text.upper(), list(known)[:2000], n=1))


@step
def _match(findings: Sequence[Finding]) -> None:
    """Find the asset of each row: by tag, else by model and serial number, else by network address."""
    rows = Asset.objects.select_related("model", "location")
    by_tag = {row.tag: row for row in rows.filter(tag__in=_said(findings, "tag"))}
    serials: dict[tuple[Any, str], list[Asset]] = {}
    for row in rows.filter(serial__in=_said(findings, "serial")):
        serials.setdefault((row.model_id, row.serial), []).append(row)
    macs: dict[str, list[Asset]] = {}
    for row in rows.filter(network__mac__in=_said(findings, "mac")).select_related("network"):
        macs.setdefault(row.network.mac, []).append(row)
    for one in findings:
        if one.faults:
            continue
        if "tag" in one.said:
            one.asset = by_tag.get(one.said["tag"])
            continue
        model = one.said.get("model")
        found = serials.get((model.pk, one.said.get("serial", "")), []) if model else []
        found = found or macs.get(one.said.get("mac", ""), [])
        if len(found) > 1:
            one.wrong("serial", AMBIGUOUS, ", ".join(row.tag for row in found[:5]))
        elif found:
            one.asset = found[0]
        else:
            one.wrong("tag", MISSING)


def _said(findings: Sequence[Finding], name: str) -> set[str]:
    return {one.said[name] for one in findings if one.said.get(name)}


@step
def _judged(batch: AssetImport, one: Finding) -> AssetImportRow:
    row = AssetImportRow(batch=batch, number=one.number, faults=one.faults, verdict=ImportVerdict.FAULT)
    if one.faults:
        return row
    if one.asset is not None and not batch.update_existing:
        row.verdict, row.asset = ImportVerdict.SKIP, one.asset
        return row
    asset = one.asset or _new()
    is_new = one.asset is None
    old = _columns(asset)
    given = {name: value for name, value in one.said.items() if is_new or name not in ONLY_WHEN_NEW | {"tag"}}
    facts = {name: value for name, value in given.items() if name not in NETWORK}
    _faults(one, asset, facts, is_new)
    row.faults = one.faults
    if one.faults:
        return row
    new = _columns(asset)
    row.values = {name: value for name, value in new.items() if is_new or value != old[name]}
    row.before = {} if is_new else {name: old[name] for name in row.values}
    row.network = {name: given[name] for name in NETWORK if name in given}
    row.asset, row.version = one.asset, None if is_new else asset.version
    row.verdict = (
        ImportVerdict.CREATE if is_new else ImportVerdict.UPDATE if row.values else ImportVerdict.SAME
    )
    return row


def _new() -> Asset:
    at = timezone.now()
    return Asset(status=AssetStatus.IN_SERVICE, status_since=at, created_at=at, changed_at=at)


@step
def _faults(one: Finding, asset: Asset, facts: Mapping[str, Any], is_new: bool) -> None:
    try:
        changes = store.put_values(
            asset, {name: _python(asset, name, value) for name, value in facts.items()}
        )
    except ValidationError as error:
        one.wrong("", REFUSED, " ".join(error.messages)[:120])
        return
    if "udi" in changes:
        put_udi(asset)
    if "model" in changes:
        apply_model_flags(asset, facts)
    if not is_new and asset.record_is_theirs:
        one.wrong("", THEIRS, asset.record_system)
    if is_new and asset.status not in ARRIVALS:
        one.wrong("status", UNKNOWN, ", ".join(sorted(ARRIVALS)))
    for name, words in store.faults_of(asset, exclude={"custom", "udi_di"}).items():
        one.wrong(name, REFUSED, words[:120])


def _python(asset: Asset, name: str, value: Any) -> Any:
    column: Any = asset._meta.get_field(name)
    return value if column.is_relation else column.to_python(value)


COLUMNS: Final = tuple(
    column
    for column in Asset._meta.concrete_fields
    if column.name not in ("id", "version", "created_at", "changed_at", "status_since", "custom")
)


def _columns(asset: Asset) -> dict[str, Any]:
    """The columns of an asset as JSON keeps them."""
    found = {}
    for column in COLUMNS:
        value = getattr(asset, column.attname)
        is_plain = value is None or isinstance(value, bool | int | str)
        found[column.attname] = value if is_plain else column.value_to_string(asset)
    return found
