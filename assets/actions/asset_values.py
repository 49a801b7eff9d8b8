"""What an asset takes over from its label and its model, and what its columns refuse."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import AssetClass, SystemOfRecord, YesNoUnknown
from assets.models import Asset, CustomField
from assets.rules import custom_values
from assets.rules.custom_values import Fault
from assets.rules.udi import canonical, parse
from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.plain_text import one_line

FLAGS: Final = ("life_support", "high_risk")
FAULTS: Final = {
    Fault.UNKNOWN: gettext_lazy("There is no such field for this class."),
    Fault.MISSING: gettext_lazy("Fill this in."),
    Fault.TOO_LONG: gettext_lazy("Shorten it to 200 characters."),
    Fault.NOT_A_NUMBER: gettext_lazy("Write a number, such as 12.5."),
    Fault.NOT_A_DATE: gettext_lazy("Write a date as year-month-day, such as 2026-03-15."),
    Fault.NOT_YES_OR_NO: gettext_lazy("Answer yes or no."),
    Fault.NOT_A_CHOICE: gettext_lazy("Choose one of the list."),
}


@step
def put_udi(asset: Asset) -> dict[str, Any]:
    """Read the label once more and fill what it says and nobody typed: serial, lot, dates; keep its identifier."""
    if not asset.udi:
        return store.put_values(asset, {"udi_di": ""})
    udi = parse(asset.udi, timezone.localdate())
    said = {
        "serial": udi.serial,
        "lot": udi.lot,
        "manufactured_on": udi.manufacture_date,
        "expires_on": udi.expiration_date,
    }
    missing = {name: value for name, value in said.items() if value and not getattr(asset, name)}
    return store.put_values(asset, {"udi_di": canonical(udi.di) if udi.di else "", **missing})


@step
def apply_model_flags(asset: Asset, given: Mapping[str, Any]) -> dict[str, Any]:
    """Take the risk flags, the class and the end of support of the model where nothing was given."""
    if asset.model is None:
        return {}
    model = asset.model
    values: dict[str, Any] = {}
    if not asset.risk_reason:
        values = {name: getattr(model, name) for name in FLAGS if name not in given}
    if "asset_class" not in given and not asset.asset_class:
        values["asset_class"] = model.asset_class
    if "end_of_support_on" not in given and not asset.end_of_support_on:
        values["end_of_support_on"] = model.end_of_support_on
    return store.put_values(asset, values)


@step
def put_custom(asset: Asset, given: Mapping[str, Any] | None) -> tuple[dict[str, Any], dict[str, str]]:
    """Set the values of the class's own fields; returns the changes for the trail and `{"custom.key": words}`."""
    rows = CustomField.objects.filter(asset_class=asset.asset_class, is_active=True)
    fields = [custom_values.Field(row.key, row.kind, row.is_required, tuple(row.choices)) for row in rows]
    found = custom_values.read(fields, given or {}, asset.custom)
    faults = {f"custom.{one_line(key)}": str(FAULTS[fault]) for key, fault in found.faults.items()}
    names = sorted({*asset.custom, *found.values})
    changed = [name for name in names if asset.custom.get(name) != found.values.get(name)]
    asset.custom = dict(found.values)
    return ({"custom_fields": [[], changed]} if changed else {}), faults


@step
def refuse_values(asset: Asset, errors: Mapping[str, str]) -> None:
    """Raise ValueRefused naming every field at fault, `errors` among them."""
    found = store.faults_of(asset, exclude={"custom", "udi_di"}) | _contradictions(asset) | dict(errors)
    if found:
        raise ValueRefused(found)


def _contradictions(asset: Asset) -> dict[str, str]:
    errors = {}
    if asset.asset_class not in AssetClass.values:
        errors["asset_class"] = _("Choose what kind of thing it is.")
    if asset.stores_phi == YesNoUnknown.NO and not asset.stores_phi_source:
        errors["stores_phi_source"] = _(
            "Say where you know it from that it holds no patient data, such as the maker's MDS2 form."
        )
    if asset.system_of_record == SystemOfRecord.THEIRS and not asset.record_system:
        errors["record_system"] = _("Name the system whose record counts.")
    if asset.model and not asset.risk_reason and _differs_from_model(asset):
        errors["risk_reason"] = _("Say why its risk differs from that of its model.")
    if asset.location and not asset.location.is_active:
        errors["location"] = _("This place is retired. Choose another.")
    return errors


def _differs_from_model(asset: Asset) -> bool:
    return any(getattr(asset, name) != getattr(asset.model, name) for name in FLAGS)
