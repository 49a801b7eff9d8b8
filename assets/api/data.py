"""Rows of the inventory as REST answers them."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Model, QuerySet

from assets.actions.assets import CARE, IDENTITY, MONEY, PLACE, RECORD
from assets.actions.catalogue import CHANGEABLE as MODEL_FIELDS
from assets.actions.network import CIRCUIT, NETWORK
from assets.models import Asset, DeviceModel, Loan, Location, Movement, Relation, StatusChange
from assets.queries.next_steps import next_steps
from hospital_itsm.core.rest.fields import in_utc
from vendors.access import seen_contract

ASSET_JOINS: Final = (
    *("model__manufacturer", "care_area", "owner_department", "location", "custodian", "team", "vendor"),
    *("service_provider", "contract", "network__control_owner", "circuit__carrier"),
)
NAMED_BY: Final = ("tag", "number", "code", "username", "name")
PLAIN: Final = sorted({*IDENTITY, *CARE, *MONEY, *PLACE, *RECORD} - {"model"})


def listed_assets(rows: QuerySet[Asset]) -> QuerySet[Asset]:
    """With everything `asset_data` reads."""
    return rows.select_related(*ASSET_JOINS).prefetch_related("external_refs")


def asset_data(row: Asset, actor: Any) -> dict[str, Any]:
    """One asset as the actor sees it."""
    return {
        "tag": row.tag,
        "title": row.title,
        "status": row.status,
        "status_since": in_utc(row.status_since),
        "model": row.model_id,
        "manufacturer": row.model.manufacturer.name if row.model else None,
        **values(row, PLAIN),
        "contract": number_of(row.contract, actor),
        "udi_di": row.udi_di,
        "in_service_on": plain(row.in_service_on),
        "checked_on": plain(row.checked_on),
        "last_seen_at": plain(row.last_seen_at),
        "last_seen_place": row.last_seen_place,
        "custom": row.custom,
        "network": values(row.network, NETWORK) if hasattr(row, "network") else None,
        "circuit": values(row.circuit, CIRCUIT) if hasattr(row, "circuit") else None,
        "external_refs": [
            {"system": ref.system, "external_id": ref.external_id} for ref in row.external_refs.all()
        ],
        "version": row.version,
        "created_at": in_utc(row.created_at),
        "changed_at": in_utc(row.changed_at),
    }


def asset_with_steps(row: Asset, actor: Any) -> dict[str, Any]:
    """One asset with what the actor may do next."""
    steps = next_steps(row, actor)
    next_actions = [{"verb": step.verb, "to": step.to, "needs": list(step.needs)} for step in steps]
    return {**asset_data(row, actor), "next_actions": next_actions}


def number_of(contract: Any, actor: Any) -> str | None:
    """The number of a contract; None for a draft the actor may not see."""
    seen = seen_contract(contract, actor)
    return seen.number if seen else None


def model_data(row: DeviceModel) -> dict[str, Any]:
    """One model of the catalogue."""
    return {
        "id": row.pk,
        **values(row, MODEL_FIELDS),
        "identifiers": [one.di for one in row.identifiers.all()],
        "is_active": row.is_active,
        "version": row.version,
    }


def location_data(row: Location) -> dict[str, Any]:
    """One place."""
    return {
        "id": row.pk,
        **values(row, ("code", "name", "kind", "parent", "site", "care_area")),
        "is_active": row.is_active,
        "version": row.version,
    }


def movement_data(row: Movement) -> dict[str, Any]:
    """One move."""
    sides = [
        f"{side}_{what}" for side in ("from", "to") for what in ("location", "room", "care_area", "custodian")
    ]
    return values(row, ("at", "by", *sides, "reason"))


def life_data(row: StatusChange) -> dict[str, Any]:
    """One step of an asset's life."""
    return values(row, ("at", "by", "verb", "from_status", "to_status", "reason", "facts"))


def loan_data(row: Loan) -> dict[str, Any]:
    """One loan."""
    return values(row, ("kind", "vendor", "party", "since", "return_on", "returned_at", "charge_per_day"))


def relation_data(row: Relation, seen: frozenset[int]) -> dict[str, Any]:
    """One relation; `seen` are the keys of the assets the caller may name."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "from_end": _end(row.from_asset, row.from_service, seen),
        "to_end": _end(row.to_asset, row.to_service, seen),
        "note": row.note,
    }


def values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """These fields as JSON holds them, in order of their names."""
    return {name: plain(getattr(row, name)) for name in sorted(names)}


def plain(value: Any) -> Any:
    """A value as JSON holds it: rows by what names them, times in UTC, money as text."""
    if isinstance(value, Model):
        return next(str(getattr(value, name)) for name in NAMED_BY if hasattr(value, name))
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _end(asset: Asset | None, service: Any, seen: frozenset[int]) -> dict[str, Any]:
    if asset is not None:
        return {"type": "asset", "key": asset.tag if asset.pk in seen else None}
    return {"type": "service", "key": service.code}
