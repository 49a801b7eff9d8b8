"""How an asset is connected, and what a carrier's line is."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import AssetClass, SupportState
from assets.models import Asset, Circuit, NetworkProfile
from assets.rules.mac import normalized_mac
from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused

NETWORK: Final = frozenset(
    {
        "hostname",
        "mac",
        "ip",
        "vlan",
        "zone",
        "ssid",
        "is_wireless",
        "switch_port",
        "os_name",
        "os_version",
        "os_end_of_support_on",
        "application_version",
        "remote_access",
        "remote_access_note",
        "support_state",
        "compensating_control",
        "control_owner",
        "control_expires_on",
    }
)
CIRCUIT: Final = frozenset({"carrier", "circuit_id", "bandwidth", "demarc", "far_end"})


@action("asset.network", gettext_lazy("changed the network profile"))
def change_network(
    tag: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> NetworkProfile:
    """Set fields of NETWORK; a MAC may be written in any usual way. A change of nothing records nothing.

    Raises Asset.DoesNotExist, Forbidden, StaleVersion, ValueRefused naming every field at fault.
    """
    asset = store.lock_asset(tag, actor, version)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, NETWORK)
    profile = NetworkProfile.objects.filter(asset=asset).first() or NetworkProfile(asset=asset)
    values, errors = _read(fields)
    changes = store.put_values(profile, values)
    errors = {**store.faults_of(profile, exclude={"asset"}), **errors}
    if profile.support_state == SupportState.MITIGATED and not profile.compensating_control:
        errors["compensating_control"] = _("Name what protects it although nobody mends its software.")
    if errors:
        raise ValueRefused(errors)
    if changes:
        profile.save()
        store.save_asset(asset, _prefixed(changes), actor=actor, verb="asset.network")
    return profile


@action("asset.circuit", gettext_lazy("changed the facts of the line"))
def change_circuit(tag: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Circuit:
    """Set fields of CIRCUIT of an asset of that class. Raises ValueRefused for one of another class."""
    asset = store.lock_asset(tag, actor, version)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, CIRCUIT)
    if asset.asset_class != AssetClass.CIRCUIT:
        raise ValueRefused({"asset_class": _("Only a circuit has these facts.")})
    circuit = Circuit.objects.filter(asset=asset).first() or Circuit(asset=asset)
    changes = store.put_values(circuit, fields)
    if errors := store.faults_of(circuit, exclude={"asset"}):
        raise ValueRefused(errors)
    if changes:
        circuit.save()
        store.save_asset(asset, _prefixed(changes), actor=actor, verb="asset.circuit")
    return circuit


def _read(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    values, errors = dict(fields), {}
    if values.get("ip") == "":
        values["ip"] = None
    if typed := str(values.get("mac") or "").strip():
        values["mac"] = normalized_mac(typed)
        if not values["mac"]:
            errors["mac"] = _("Write the address as 12 digits and letters A to F, such as 00:1A:2B:3C:4D:5E.")
    return values, errors


def _prefixed(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {f"network.{name}" if name in Asset.__dict__ else name: value for name, value in changes.items()}
