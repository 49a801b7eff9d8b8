"""Taking over what a person ticked, through the actions of the inventory, and taking it back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.actions.assets import change_asset, create_asset
from assets.actions.media import add_medium
from assets.actions.network import change_network
from assets.choices import ImportVerdict
from assets.models import Asset, AssetExternalRef, AssetSearch, DeviceModel, StorageMedium
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, Refused, ValueRefused
from hospital_itsm.discovery.actions.receiving import refresh
from hospital_itsm.discovery.models import MachineReport, TakenBatch, TakenMachine
from hospital_itsm.discovery.queries.matching import SYSTEM, Match
from hospital_itsm.discovery.rules.differences import ASSET, MEDIUM, MODEL, NETWORK, OWN, Line

Ticked = Mapping[int, tuple[int, Iterable[str]]]
"""By report: the version a person saw, and the codes of the lines ticked."""


@action("discovery.take", gettext_lazy("took over inventories of agents"))
def take(ticked: Ticked, *, actor: Any) -> TakenBatch:
    """Store the ticked lines of these reports as one batch; a machine that is refused leaves the others.

    Raises Forbidden, ValueRefused where nothing is ticked.
    """
    require(actor, "discovery.take")
    reports = list(MachineReport.objects.select_for_update().filter(pk__in=ticked).order_by("pk"))
    if not reports:
        raise ValueRefused({"": _("Tick what to take over.")})
    batch = TakenBatch.objects.create(taken_at=timezone.now(), taken_by=person(actor))
    found = refresh(reports)
    for report, match in zip(reports, found, strict=True):
        version, codes = ticked[report.pk]
        made = TakenMachine(batch=batch, device_id=report.device_id, verdict=match.verdict, asset=match.asset)
        try:
            _refuse_what_moved(report, version, match)
            with transaction.atomic():
                _take(report, match, set(codes), made, actor)
        except Refused as refusal:
            made.verdict, made.fault = ImportVerdict.FAULT, refusal.message[:300]
            made.before, made.after, made.added, made.version = {}, {}, {}, None
        made.save()
    refresh(reports)
    record(actor, "discovery.take", batch, {"machines": len(reports)})
    return batch


@action("discovery.undo", gettext_lazy("took back inventories of agents"))
def undo(pk: int, *, actor: Any) -> TakenBatch:
    """Take a batch back, except what somebody changed since. Raises Forbidden, Conflict, TakenBatch.DoesNotExist."""
    require(actor, "discovery.take")
    batch = TakenBatch.objects.select_for_update().get(pk=pk)
    if batch.undone_at is not None:
        raise Conflict(_("This was taken back already."))
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    machines = batch.machines.select_for_update().exclude(verdict=ImportVerdict.FAULT).order_by("-pk")
    for made in machines:
        try:
            with transaction.atomic():
                _undo(made, actor)
            made.is_undone = True
        except Refused as refusal:
            made.fault = refusal.message[:300]
        except (ProtectedError, RestrictedError, IntegrityError):
            made.fault = _("This asset is in use by now. It was left as it is; dispose of it instead.")
        made.save()
    refresh(list(MachineReport.objects.filter(device_id__in=[one.device_id for one in machines])))
    record(actor, "discovery.undo", batch)
    return batch


def _refuse_what_moved(report: MachineReport, version: int, match: Match) -> None:
    if report.version != version:
        raise Conflict(_("A newer inventory of this machine came since. Look at it again."))
    if match.fault:
        raise Conflict(_("Several assets have this serial number. Correct one of them first."))


@step
def _take(report: MachineReport, match: Match, codes: set[str], made: TakenMachine, actor: Any) -> None:
    lines = [line for line in match.lines if line.can_be_taken and line.code in codes]
    asset = match.asset
    made.added = {"media": [], "number": not match.by_number}
    if asset is None:
        asset = _create(report, lines, actor)
        _before, made.after = _sides(lines, asset)
    else:
        made.before, made.after = _sides(lines, asset)
        _change(asset, lines, actor)
    for line in lines:
        if line.group == MEDIUM:
            made.added["media"].append(add_medium(asset.tag, actor=actor, **line.value).pk)
    if not match.by_number:
        AssetExternalRef.objects.create(asset=asset, system=SYSTEM, external_id=report.device_id)
    made.asset = asset
    made.version = Asset.objects.values_list("version", flat=True).get(pk=asset.pk)


@step
def _create(report: MachineReport, lines: list[Line], actor: Any) -> Asset:
    fields = _asset_fields(lines)
    name = str(report.machine["network"].get("hostname", ""))
    asset = create_asset(
        actor=actor, asset_class=report.machine["asset_class"], name=name, is_logged=False, **fields
    )
    if network := {line.name: line.value for line in lines if line.group == NETWORK}:
        change_network(asset.tag, actor=actor, fields=network)
    return asset


@step
def _change(asset: Asset, lines: list[Line], actor: Any) -> None:
    if fields := _asset_fields(lines):
        change_asset(asset.tag, actor=actor, fields=fields, by_system=SYSTEM)
    if network := {line.name: line.value for line in lines if line.group == NETWORK}:
        change_network(asset.tag, actor=actor, fields=network)


def _asset_fields(lines: list[Line]) -> dict[str, Any]:
    fields = {line.name: line.value for line in lines if line.group == ASSET}
    for line in lines:
        if line.group == MODEL:
            fields["model"] = DeviceModel.objects.get(pk=line.value)
    if own := {line.name: line.value for line in lines if line.group == OWN}:
        fields["custom"] = own
    return fields


def _sides(lines: list[Line], asset: Asset) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for line in lines:
        if line.group in (ASSET, NETWORK, OWN, MODEL):
            before.setdefault(line.group, {})[line.name] = asset.model_id if line.group == MODEL else line.old
            after.setdefault(line.group, {})[line.name] = line.value
    return before, after


@step
def _undo(made: TakenMachine, actor: Any) -> None:
    asset = Asset.objects.select_for_update().filter(pk=made.asset_id).first()
    if asset is None or asset.version != made.version:
        raise Conflict(_("Somebody changed this asset since. It was left as it is."))
    if made.added.get("number"):
        AssetExternalRef.objects.filter(asset=asset, system=SYSTEM, external_id=made.device_id).delete()
    media = StorageMedium.objects.filter(pk__in=made.added.get("media", []), asset=asset)
    labels = [medium.audit_label for medium in media]
    media.delete()
    if made.verdict == ImportVerdict.CREATE:
        record(actor, "discovery.undo", asset, {"tag": [asset.tag, None]})
        AssetSearch.objects.filter(asset=asset).delete()
        made.asset = None
        asset.delete()
        return
    if labels:
        store.save_asset(asset, {"medium": [labels, None]}, actor=actor, verb="discovery.undo")
    _put_back(asset, made, actor)


@step
def _put_back(asset: Asset, made: TakenMachine, actor: Any) -> None:
    before = made.before
    fields = dict(before.get(ASSET, {}))
    if MODEL in before:
        fields["model"] = DeviceModel.objects.filter(pk=before[MODEL]["model"]).first()
    if OWN in before:
        fields["custom"] = before[OWN]
    if fields:
        change_asset(asset.tag, actor=actor, fields=fields, by_system=SYSTEM)
    if network := before.get(NETWORK):
        if "is_wireless" in network:
            network = {**network, "is_wireless": bool(network["is_wireless"])}
        change_network(asset.tag, actor=actor, fields=network)
