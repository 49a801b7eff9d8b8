"""What one row of a file would do to the inventory, by the rules that the pages follow; nothing is stored here."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError

from assets.actions import store
from assets.actions.asset_values import FLAGS, apply_model_flags, put_udi
from assets.actions.assets import THEIRS
from assets.actions.importing.findings import UNKNOWN, Desk, Finding
from assets.actions.transitions import refuse_step
from assets.choices import AssetStatus, ImportVerdict, SupportState, YesNoUnknown
from assets.models import Asset, AssetImportRow, NetworkProfile, StatusChange
from assets.rules import custom_values
from assets.rules.importing.columns import CUSTOM, NETWORK
from assets.rules.importing.steps import NoStep, step_to
from assets.rules.lifecycle import ARRIVALS, MISSING
from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import Refused

OTHERS, REFUSED, NOT_AN_ARRIVAL, NO_SOURCE = "theirs", "refused", "not-an-arrival", "no-source"
STEP_REFUSED: Final = "step-refused"
CUSTOM_FAULTS: Final[dict[custom_values.Fault, str]] = {
    custom_values.Fault.UNKNOWN: "not-of-class",
    custom_values.Fault.MISSING: "missing",
    custom_values.Fault.TOO_LONG: "too-long-text",
    custom_values.Fault.NOT_A_NUMBER: "not-a-plain-number",
    custom_values.Fault.NOT_A_DATE: "not-a-date",
    custom_values.Fault.NOT_YES_OR_NO: "not-yes-or-no",
    custom_values.Fault.NOT_A_CHOICE: "not-a-choice",
}
COLUMNS: Final = tuple(
    column
    for column in Asset._meta.concrete_fields
    if column.name not in ("id", "version", "created_at", "changed_at", "status_since")
)
RELATIONS: Final = frozenset(column.name for column in COLUMNS if column.is_relation)


@step
def judged(desk: Desk, one: Finding) -> AssetImportRow:
    """The row as it is kept: its verdict, what it would change and what was before."""
    row = AssetImportRow(
        batch=desk.batch, number=one.number, faults=one.faults, verdict=ImportVerdict.FAULT, asset=one.asset
    )
    if one.faults:
        return row
    if one.asset is not None and not desk.batch.update_existing:
        row.verdict = ImportVerdict.SKIP
        return row
    asset, is_new = one.asset or _new(desk), one.asset is None
    old = BLANK if is_new else columns_of(asset)
    if not is_new:
        row.step = _step(desk, one, asset)
    _judge_values(desk, one, asset, is_new)
    _judge_network(one, asset, row, is_new)
    row.faults = one.faults
    if one.faults:
        row.step, row.network = "", {}
        return row
    new = columns_of(asset)
    row.values = {name: value for name, value in new.items() if value != old[name]}
    row.before = {} if is_new else {name: old[name] for name in row.values}
    row.version = None if is_new else asset.version
    changes = row.values or row.network or row.step
    row.verdict = ImportVerdict.CREATE if is_new else ImportVerdict.UPDATE if changes else ImportVerdict.SAME
    return row


@step
def columns_of(asset: Asset) -> dict[str, Any]:
    """The columns of an asset as JSON keeps them."""
    return _columns(asset)


def _columns(asset: Asset) -> dict[str, Any]:
    found = {}
    for column in COLUMNS:
        value = getattr(asset, column.attname)
        is_plain = value is None or isinstance(value, bool | int | str | dict)
        found[column.attname] = value if is_plain else column.value_to_string(asset)
    return found


BLANK: Final = _columns(Asset())


def _new(desk: Desk) -> Asset:
    at = desk.at
    return Asset(status=AssetStatus.IN_SERVICE, status_since=at, created_at=at, changed_at=at)


@step
def _judge_values(desk: Desk, one: Finding, asset: Asset, is_new: bool) -> None:
    by_class = "" if is_new else desk.systems.get(asset.asset_class, "")
    left_out = {*NETWORK, *(() if is_new else ("tag", "status"))}
    facts = {
        name: value
        for name, value in one.said.items()
        if name not in left_out and not name.startswith(CUSTOM)
    }
    if not is_new and "location" in facts and facts["location"].pk != asset.location_id:
        facts.setdefault("room", "")
    try:
        changes = store.put_values(
            asset, {name: _python(asset, name, value) for name, value in facts.items()}
        )
    except ValidationError as error:
        one.wrong("", REFUSED, " ".join(error.messages))
        return
    if "udi" in changes:
        changes |= put_udi(asset)
    if "model" in changes:
        changes |= apply_model_flags(asset, facts)
    _judge_custom(desk, one, asset, is_new)
    _take_reason_for_risk(desk, asset, changes)
    by_itself = asset.record_system if asset.record_is_theirs else ""
    if THEIRS & set(changes) and (by_class or by_itself not in ("", desk.batch.source)):
        one.wrong("", OTHERS, by_class or by_itself)
    if is_new and asset.status not in ARRIVALS:
        arrivals = [str(AssetStatus(status).label) for status in AssetStatus.values if status in ARRIVALS]
        one.wrong("status", NOT_AN_ARRIVAL, ", ".join(arrivals))
    if asset.stores_phi == YesNoUnknown.NO and not asset.stores_phi_source:
        one.wrong("stores_phi_source", NO_SOURCE)
    judged_names = {*changes, "asset_class", *(("tag", "status") if is_new else ())}
    unjudged = {column.name for column in asset._meta.fields} - (judged_names - RELATIONS)
    for name, words in store.faults_of(asset, exclude=unjudged).items():
        if not (is_new and name == "status" and one.faults):
            one.wrong(name, REFUSED, words)


@step
def _judge_custom(desk: Desk, one: Finding, asset: Asset, is_new: bool) -> None:
    """The fields that the hospital added to the class; a known asset is asked only for what the file says."""
    given = {name.removeprefix(CUSTOM): value for name, value in one.said.items() if name.startswith(CUSTOM)}
    if not given and not is_new:
        return
    read = custom_values.read(desk.custom.get(asset.asset_class, ()), given, asset.custom)
    for key, fault in read.faults.items():
        one.wrong(f"{CUSTOM}{key}", CUSTOM_FAULTS[fault], str(given.get(key, ""))[:60])
    asset.custom = dict(read.values)


def _take_reason_for_risk(desk: Desk, asset: Asset, changes: Mapping[str, Any]) -> None:
    """A risk that differs from the model's needs a reason: the source that says so."""
    if asset.model is None or asset.risk_reason or not {"model", *FLAGS} & set(changes):
        return
    if any(getattr(asset, name) != getattr(asset.model, name) for name in FLAGS):
        asset.risk_reason = desk.batch.source


@step
def _judge_network(one: Finding, asset: Asset, row: AssetImportRow, is_new: bool) -> None:
    given: dict[str, Any] = {name: one.said[name] for name in NETWORK if name in one.said}
    if not given:
        return
    kept = None if is_new else getattr(asset, "network", None)
    profile = kept or NetworkProfile(support_state=SupportState.UNKNOWN)
    old = {name: getattr(profile, name) for name in NETWORK}
    changes = store.put_values(profile, given)
    unjudged = {column.name for column in profile._meta.fields} - set(given)
    for name, words in store.faults_of(profile, exclude=unjudged).items():
        one.wrong(name, REFUSED, words)
    row.network = {name: getattr(profile, name) for name in given if is_new or name in changes}
    row.network_before = {name: old[name] for name in row.network} if kept is not None else None


@step
def _step(desk: Desk, one: Finding, asset: Asset) -> str:
    """The verb that brings a known asset to the status the file gives; what forbids it is a fault."""
    target = one.said.get("status", asset.status)
    if target not in AssetStatus.values:
        one.wrong("status", UNKNOWN, str(target)[:60])
        return ""
    if target == asset.status:
        return ""
    found = step_to(target, asset.status, asset.asset_class, _before_loss(asset))
    if isinstance(found, NoStep):
        labels = AssetStatus(asset.status).label, AssetStatus(target).label
        one.wrong("status", found.value, ", ".join(str(label) for label in labels))
        return ""
    try:
        refuse_step(asset, found.verb, actor=desk.actor, needs={"reason": desk.batch.source})
    except Refused as refusal:
        one.wrong("status", STEP_REFUSED, refusal.message)
        return ""
    return found.verb


def _before_loss(asset: Asset) -> str:
    if asset.status != MISSING:
        return ""
    last = StatusChange.objects.filter(asset=asset).order_by("-at", "-id").first()
    return last.from_status if last else ""


def _python(asset: Asset, name: str, value: Any) -> Any:
    column: Any = asset._meta.get_field(name)
    return value if column.is_relation else column.to_python(value)
