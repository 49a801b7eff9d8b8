"""The catalogue: adding, changing and retiring device models, and the identifiers that belong to them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.actions.asset_values import FLAGS
from assets.actions.search_words import refresh
from assets.choices import AssetClass, IdentifierKind, IssuingAgency
from assets.models import Asset, DeviceIdentifier, DeviceModel
from assets.rules.udi import canonical, parse
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused

CHANGEABLE: Final = frozenset(
    field.name
    for field in DeviceModel._meta.concrete_fields
    if field.name not in ("id", "is_active", "version")
)
SEARCHED: Final = frozenset(
    {"name", "brand", "model_number", "catalog_number", "device_type", "manufacturer"}
)
MOST_IDENTIFIERS: Final = 50


@action("model.add", gettext_lazy("added the model"))
def add_model(*, actor: Any, fields: Mapping[str, Any], identifiers: Sequence[str] = ()) -> DeviceModel:
    """Store a model with its device identifiers. Raises Forbidden, ValueRefused naming every field at fault."""
    require(actor, "asset.manage")
    store.refuse_unknown(fields, CHANGEABLE)
    model = DeviceModel()
    changes = store.put_values(model, fields)
    _refuse(model, identifiers)
    model.save(force_insert=True)
    added = put_identifiers(model, identifiers)
    if added:
        changes["identifiers"] = [[], added]
    record(actor, "model.add", model, changes)
    return model


@action("model.change", gettext_lazy("changed the model"))
def change_model(
    pk: int,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    identifiers: Sequence[str] | None = None,
    version: int | None = None,
) -> DeviceModel:
    """Change fields, and with `identifiers` all device identifiers at once. A change of nothing records nothing.

    Risk flags that change are taken over by every asset of the model that gives no reason of its own. Raises
    DeviceModel.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    model = _lock(pk, actor, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(model, fields)
    before = list(model.identifiers.values_list("di", flat=True))
    _refuse(model, identifiers or ())
    if identifiers is not None and list(identifiers) != before:
        changes["identifiers"] = [before, put_identifiers(model, identifiers)]
    if not changes:
        return model
    if flags := {name: getattr(model, name) for name in FLAGS if name in changes}:
        followers = Asset.objects.filter(model=model, risk_reason="")
        changes["assets_following"] = [0, followers.update(**flags, changed_at=timezone.now())]
    store.save_row(model, changes, actor=actor, verb="model.change")
    if SEARCHED & set(changes):
        refresh(Asset.objects.filter(model=model).values_list("pk", flat=True))
    return model


@action("model.retire", gettext_lazy("retired the model"))
def retire_model(pk: int, *, actor: Any, version: int | None = None) -> DeviceModel:
    """Offer a model no more; its assets keep it."""
    return _set_active(_lock(pk, actor, version), False, actor, "model.retire")


@action("model.restore", gettext_lazy("took the model back into use"))
def restore_model(pk: int, *, actor: Any, version: int | None = None) -> DeviceModel:
    """Offer a retired model again."""
    return _set_active(_lock(pk, actor, version), True, actor, "model.restore")


@step
def put_identifiers(model: DeviceModel, identifiers: Sequence[str]) -> list[str]:
    """Make these the device identifiers of a model, the first one primary; returns them as stored."""
    wanted = list(dict.fromkeys(one.strip().upper() for one in identifiers if one.strip()))
    model.identifiers.exclude(di__in=wanted).delete()
    known = set(model.identifiers.values_list("di", flat=True))
    DeviceIdentifier.objects.bulk_create(
        DeviceIdentifier(
            model=model,
            di=di,
            compared=canonical(di),
            agency=agency_of(di),
            kind=IdentifierKind.SECONDARY if position else IdentifierKind.PRIMARY,
        )
        for position, di in enumerate(wanted)
        if di not in known
    )
    return wanted


@step
def agency_of(di: str) -> str:
    """Who issued an identifier, judged by its form; digits without a known form count as GS1."""
    found = parse(di, timezone.localdate()).agency
    if found is not None:
        return str(found.value)
    return IssuingAgency.HIBCC if di[:1].isalpha() else IssuingAgency.GS1


def _lock(pk: int, actor: Any, version: int | None) -> DeviceModel:
    rows = DeviceModel.objects.visible_to(actor).select_related("manufacturer")
    model: DeviceModel = rows.select_for_update(of=("self",)).get(pk=pk)
    require(actor, "asset.manage", model)
    store.refuse_stale(model, version)
    return model


def _set_active(model: DeviceModel, active: bool, actor: Any, verb: str) -> DeviceModel:
    changes = store.put_values(model, {"is_active": active})
    if changes:
        store.save_row(model, changes, actor=actor, verb=verb)
    return model


def _refuse(model: DeviceModel, identifiers: Sequence[str]) -> None:
    errors = store.faults_of(model)
    if model.manufacturer_id is None:
        errors["manufacturer"] = _("Choose the maker.")
    if not model.name:
        errors["name"] = _("Say what the maker calls it.")
    if model.asset_class not in AssetClass.values:
        errors["asset_class"] = _("Choose what kind of thing it is.")
    if any(len(one.strip()) > 40 for one in identifiers) or len(identifiers) > MOST_IDENTIFIERS:
        errors["identifiers"] = _("Give at most 50 identifiers of at most 40 characters.")
    if not errors and _is_there(model):
        errors["name"] = _("This maker's %(name)s is in the catalogue already.") % {"name": model.audit_label}
    if errors:
        raise ValueRefused(errors)


def _is_there(model: DeviceModel) -> bool:
    same = DeviceModel.objects.filter(
        manufacturer=model.manufacturer_id, name__iexact=model.name, model_number__iexact=model.model_number
    )
    return same.exclude(pk=model.pk).exists()
