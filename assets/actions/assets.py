"""Adding assets and changing what is known about them."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets import followers
from assets.actions import store
from assets.actions.asset_values import apply_model_flags, put_custom, put_udi, refuse_values
from assets.actions.search_words import refresh
from assets.choices import AssetStatus
from assets.models import Asset, StatusChange
from assets.owned_elsewhere import systems_by_class
from assets.rules.lifecycle import ARRIVALS, LIFECYCLE
from assets.rules.tags import is_tag, normalized_tag
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict

IDENTITY: Final = frozenset(
    {
        "asset_class",
        "model",
        "name",
        "serial",
        "lot",
        "udi",
        "manufactured_on",
        "expires_on",
        "software_version",
    }
)
PLACE: Final = frozenset({"care_area", "location", "room", "custodian", "custodian_text"})
"""What only a move changes once the asset is there, so that the log of movements is whole."""
CARE: Final = frozenset(
    {
        "owner_department",
        "team",
        "life_support",
        "high_risk",
        "risk_reason",
        "critical_workstation",
        "failure_procedure",
        "backup",
        "stores_phi",
        "stores_phi_source",
    }
)
MONEY: Final = frozenset(
    {
        "acquired_on",
        "warranty_until",
        "end_of_support_on",
        "end_of_life_on",
        "cost",
        "replacement_cost",
        "currency",
        "funding",
        "po_number",
        "vendor",
        "service_provider",
        "contract",
    }
)
RECORD: Final = frozenset({"system_of_record", "record_system"})
CHANGEABLE: Final = IDENTITY | CARE | MONEY | RECORD | {"tag", "custom"}
THEIRS: Final = IDENTITY | MONEY
"""What only the other system changes where it is the system of record."""


@action("asset.create", gettext_lazy("added the asset"))
def create_asset(
    *, actor: Any, tag: str = "", status: str = AssetStatus.IN_SERVICE, is_logged: bool = True, **fields: Any
) -> Asset:
    """Store an asset; an empty `tag` takes the next free number. `fields` are those of CHANGEABLE and PLACE.

    Flags left out come from the model. An import that may be taken back leaves the log of the asset's life to the
    first step (`is_logged`), for nothing is ever deleted from it. Raises Forbidden, ValueRefused naming every field
    at fault; a serial number that another asset has is no fault (see `queries.assets.same_serial`).
    """
    require(actor, "asset.edit")
    store.refuse_unknown(fields, CHANGEABLE | PLACE)
    at = timezone.now()
    asset = Asset(status=status, status_since=at, created_at=at, changed_at=at)
    changes = store.put_values(asset, {name: fields[name] for name in fields if name != "custom"})
    asset.tag = normalized_tag(tag) or _next_tag()
    changes |= put_udi(asset) | apply_model_flags(asset, fields)
    errors = _tag_fault(asset) | ({} if status in ARRIVALS else _no_arrival())
    custom, faults = put_custom(asset, fields.get("custom") or {})
    errors |= faults
    refuse_values(asset, errors)
    if status == AssetStatus.IN_SERVICE:
        asset.in_service_on = timezone.localdate()
    asset.save(force_insert=True)
    if is_logged:
        StatusChange.objects.create(asset=asset, at=at, by=person(actor), verb="create", to_status=status)
    refresh([asset.pk])
    record(actor, "asset.create", asset, {**changes, **custom, "status": [None, str(status)]})
    return asset


@action("asset.change", gettext_lazy("changed the asset"))
def change_asset(
    tag: str,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    by_system: str = "",
) -> Asset:
    """Change fields of CHANGEABLE. A change of nothing records nothing.

    `by_system` names the system an import speaks for; where another system is the system of record of the asset or of
    its class, only it changes the fields of THEIRS. Raises Asset.DoesNotExist, Forbidden, StaleVersion, Conflict,
    ValueRefused.
    """
    asset = store.lock_asset(tag, actor, version)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(fields, CHANGEABLE)
    values = {name: fields[name] for name in fields if name != "custom"}
    if "tag" in values:
        values["tag"] = normalized_tag(str(values["tag"]))
    by_class = systems_by_class().get(asset.asset_class, "") if THEIRS & set(values) else ""
    changes = store.put_values(asset, values)
    _refuse_theirs(asset, changes, by_class, by_system)
    changes |= put_udi(asset) if "udi" in changes else {}
    changes |= apply_model_flags(asset, fields) if "model" in changes else {}
    errors = _tag_fault(asset) if "tag" in changes else {}
    custom, faults = put_custom(asset, fields.get("custom")) if "custom" in fields else ({}, {})
    refuse_values(asset, errors | faults)
    changes |= custom
    if changes:
        store.save_asset(
            asset, changes, actor=actor, verb="asset.change", fields=("custom",) if custom else ()
        )
    if "stores_phi" in changes and asset.status == AssetStatus.MISSING:
        followers.follow(asset, followers.DATA_KNOWN, asset.status, actor=actor, at=asset.changed_at)
    return asset


def _refuse_theirs(asset: Asset, changes: Mapping[str, Any], by_class: str, by_system: str) -> None:
    theirs = sorted(THEIRS & set(changes))
    by_itself = asset.record_system if asset.record_is_theirs and "system_of_record" not in changes else ""
    owner = by_class or by_itself
    if owner and theirs and by_system != owner:
        raise Conflict(
            _("%(system)s is the system of record of %(tag)s. Change this there: %(fields)s.")
            % {"system": owner, "tag": asset.tag, "fields": ", ".join(theirs)}
        )


def _tag_fault(asset: Asset) -> dict[str, str]:
    if not is_tag(asset.tag):
        return {"tag": _("Use letters, digits and . _ - in a tag, at most 40, such as LR-20417.")}
    if Asset.objects.filter(tag=asset.tag).exclude(pk=asset.pk).exists():
        return {"tag": _("There is an asset %(tag)s already.") % {"tag": asset.tag}}
    return {}


def _no_arrival() -> dict[str, str]:
    words = [str(AssetStatus(one).label) for one in LIFECYCLE.states if one in ARRIVALS]
    return {"status": _("A new asset is one of: %(words)s.") % {"words": ", ".join(words)}}


def _next_tag() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('asset_tag_number')")
        (number,) = cursor.fetchone()
    tag = f"A{number:06d}"
    if Asset.objects.filter(tag=tag).exists():
        return _next_tag()
    return tag
