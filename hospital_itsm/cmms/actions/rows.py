"""Storing rows of a run: each keyed by its external number, the same one twice changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from assets.actions.assets import CHANGEABLE, change_asset, create_asset
from assets.actions.importing.findings import Desk, Finding
from assets.actions.importing.resolving import resolve
from assets.actions.network import change_network
from assets.models import Asset, AssetExternalRef, AssetImport
from assets.owned_elsewhere import owner_of
from assets.rules.importing.columns import NETWORK, PLACE
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.cmms.choices import RowKind
from hospital_itsm.cmms.models import ROWS, Run, RunFault
from hospital_itsm.cmms.rules.rows import DAYS, NO_ASSET, read_row
from hospital_itsm.core.errors import Refused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.sheets.table import Row
from hospital_itsm.core.sheets.text import unguarded

CREATED, CHANGED, SAME, LEFT, FAULT = "created", "changed", "same", "left", "fault"
OURS, REFUSED, NO_CLASS = "ours", "refused", "no-class"
GUARDED: Final = {"text": 200, "result": 60, "name": 80}
MASKING: Final = "web"
ONLY_WHEN_NEW: Final = frozenset({"tag", "status", *PLACE})
"""What the CMMS says of a new asset only: afterwards these change here by a step or a move."""


@housekeeping(
    "changes of assets record their own entries; what the CMMS says of them is kept by its own number"
)
def store_rows(run: Run, fields: Sequence[str], rows: Sequence[Row], *, actor: Any) -> None:
    """Store these rows of a run and count what became of them."""
    source, counts, faults = run.source, Counter[str](), list[RunFault]()
    said: list[tuple[Row, dict[str, Any]]] = []
    for row in rows:
        cells = [unguarded(cell) for cell in row.cells]
        values, wrong = read_row(source.kind, fields, cells, source.date_format)
        wrong = [("", row.fault)] if row.fault else wrong
        if wrong:
            counts[FAULT] += 1
            number = str(values.get("external_id", ""))[:80]
            faults += [
                RunFault(run=run, row=row.number, external_id=number, column=name, code=code)
                for name, code in wrong
            ]
            continue
        said.append((row, values))
    is_inventory = source.kind == RowKind.INVENTORY
    outcomes = _store_inventory(run, said, actor) if is_inventory else _store_said(run, fields, said)
    for (row, values), (verdict, code, hint) in zip(said, outcomes, strict=True):
        counts[verdict] += 1
        if code:
            faults.append(
                RunFault(
                    run=run, row=row.number, external_id=values["external_id"], code=code, hint=hint[:200]
                )
            )
    RunFault.objects.bulk_create(faults)
    locked = Run.objects.select_for_update().get(pk=run.pk)
    locked.counts = dict(Counter(locked.counts) + counts)
    locked.save(update_fields=["counts"])


Outcome = tuple[str, str, str]
"""Verdict, code and hint of one row."""


@step
def _store_said(
    run: Run, fields: Sequence[str], said: Sequence[tuple[Row, dict[str, Any]]]
) -> Iterable[Outcome]:
    """PM status and work orders: a few statements for all rows."""
    system, table = run.source.system, ROWS[run.source.kind]
    devices = _devices(system, {values["asset"] for _row, values in said})
    stored = {
        row.external_id: row
        for row in table.objects.select_for_update().filter(
            system=system, external_id__in={values["external_id"] for _row, values in said}
        )
    }
    now, outcomes, touched = timezone.now(), list[Outcome](), dict[str, Any]()
    for _row, values in said:
        asset = devices.get(values["asset"].upper())
        if asset is None:
            outcomes.append((FAULT, NO_ASSET, values["asset"]))
            continue
        number, wanted = values["external_id"], {"asset_id": asset, **_clean(fields, values)}
        row = touched.get(number) or stored.get(number)
        if row is None:
            row, verdict = table(system=system, external_id=number), CREATED
        else:
            differs = any(getattr(row, name) != value for name, value in wanted.items())
            verdict = CHANGED if differs else SAME
        for name, value in {**wanted, "said_at": now}.items():
            setattr(row, name, value)
        touched[number] = row
        outcomes.append((verdict, "", ""))
    new = [row for number, row in touched.items() if number not in stored]
    table.objects.bulk_create(new)
    known = [row for number, row in touched.items() if number in stored]
    table.objects.bulk_update(known, ["asset", "said_at", *_clean(fields, {})])
    return outcomes


def _clean(fields: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Every field a column has, as the row keeps it; text passes the guard, and an empty cell empties it."""
    found: dict[str, Any] = {}
    for name in fields:
        value = values.get(name, "")
        if name in DAYS:
            found[name] = date.fromisoformat(value) if value else None
        elif name in GUARDED:
            found[name] = one_line(guard(value, channel=MASKING, field=name).text)[: GUARDED[name]]
        elif name == "status":
            found[name] = one_line(value)[:40]
    return found


@step
def _devices(system: str, numbers: Iterable[str]) -> dict[str, int]:
    """Devices by the number of the CMMS, else by tag, in capitals."""
    wanted = {number.upper(): number for number in numbers}
    tags = Asset.objects.filter(tag__in=wanted).values_list("tag", "pk")
    refs = AssetExternalRef.objects.filter(system=system, external_id__in=wanted.values())
    return {**dict(tags), **{number.upper(): pk for number, pk in refs.values_list("external_id", "asset")}}


@step
def _store_inventory(run: Run, said: Sequence[tuple[Row, dict[str, Any]]], actor: Any) -> Iterable[Outcome]:
    """Assets, each for itself through its own action: one that is refused leaves the others."""
    findings = [Finding(row.number, dict(values)) for row, values in said]
    numbers = [finding.said.pop("external_id") for finding in findings]
    desk = Desk(AssetImport(source=run.source.system), actor)
    resolve(desk, findings)
    outcomes = []
    for finding, number in zip(findings, numbers, strict=True):
        if finding.faults:
            column, code, hint = finding.faults[0]
            outcomes.append((FAULT, code, f"{column} {hint}".strip()))
            continue
        try:
            with transaction.atomic():
                outcomes.append(_store_asset(run.source.system, number, finding.said, desk.systems, actor))
        except Refused as refusal:
            outcomes.append((FAULT, REFUSED, refusal.message))
    return outcomes


@step
def _store_asset(
    system: str, number: str, said: dict[str, Any], by_class: Mapping[str, str], actor: Any
) -> Outcome:
    asset = _known(system, number, said)
    network: dict[str, Any] = {name: said.pop(name) for name in NETWORK if name in said}
    values = {name: _python(name, value) for name, value in said.items()}
    if asset is None:
        asset_class = values.get("asset_class") or getattr(values.get("model"), "asset_class", "")
        if not asset_class:
            return FAULT, NO_CLASS, ""
        if by_class.get(asset_class) != system:
            return FAULT, OURS, str(asset_class)
        asset = create_asset(actor=actor, **{**values, "asset_class": asset_class})
        if network:
            change_network(asset.tag, actor=actor, fields=network)
        AssetExternalRef.objects.create(asset=asset, system=system, external_id=number)
        return CREATED, "", ""
    if not asset.external_refs.filter(system=system, external_id=number).exists():
        AssetExternalRef.objects.create(asset=asset, system=system, external_id=number)
    if owner_of(asset, by_class) != system:
        return LEFT, "", ""
    facts = {
        name: value for name, value in values.items() if name in CHANGEABLE and name not in ONLY_WHEN_NEW
    }
    changed = change_asset(asset.tag, actor=actor, fields=facts, by_system=system)
    return (CHANGED if changed.version != asset.version else SAME), "", ""


@step
def _known(system: str, number: str, said: Mapping[str, Any]) -> Asset | None:
    ref = AssetExternalRef.objects.filter(system=system, external_id=number).select_related("asset").first()
    if ref is not None:
        return ref.asset
    if said.get("tag"):
        return Asset.objects.filter(tag=said["tag"]).first()
    if said.get("serial") and said.get("model"):
        rows = Asset.objects.filter(model=said["model"], serial__iexact=said["serial"])[:2]
        return rows[0] if len(rows) == 1 else None
    return None


def _python(name: str, value: Any) -> Any:
    column: Any = Asset._meta.get_field(name)
    return value if column.is_relation else column.to_python(value)
