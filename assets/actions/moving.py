"""Who has a thing and where it stands: every move is a row of its log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.models import Asset, Movement
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused

WHERE: Final = frozenset({"location", "room", "care_area", "custodian", "custodian_text"})


@action("asset.move", gettext_lazy("moved the asset"))
def move_asset(
    tag: str,
    *,
    actor: Any,
    to: Mapping[str, Any],
    reason: str = "",
    version: int | None = None,
) -> Asset:
    """Change some of WHERE: place and room, home unit, custodian (a person, or a name as text).

    A move to another place forgets the room unless one is given. A move to where it is records nothing. Raises
    Asset.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    asset = store.lock_asset(tag, actor, version)
    require(actor, "asset.edit", asset)
    store.refuse_unknown(to, WHERE)
    reason = store.clean_reason(reason)
    changes = put_place(asset, to, actor=actor, reason=reason, at=timezone.now())
    if changes:
        trail = {**changes, "reason": free_text(reason)} if reason else changes
        store.save_asset(asset, trail, actor=actor, verb="asset.move")
    return asset


@step
def put_place(
    asset: Asset, to: Mapping[str, Any], *, actor: Any, reason: str, at: datetime
) -> dict[str, Any]:
    """Set the place of a locked asset and log the move; returns the changes. The caller saves the asset."""
    before = _where(asset)
    wanted = dict(to)
    if "location" in wanted and wanted["location"] != asset.location:
        wanted.setdefault("room", "")
    changes = store.put_values(asset, wanted)
    errors = store.faults_of(asset, exclude={"custom"})
    if len(reason) > 200:
        errors["reason"] = _("Shorten it to 200 characters.")
    if asset.location and not asset.location.is_active and "location" in changes:
        errors["location"] = _("This place is retired. Choose another.")
    if errors:
        raise ValueRefused(errors)
    if changes:
        after = {f"to_{name}": value for name, value in _where(asset).items()}
        Movement.objects.create(
            asset=asset,
            at=at,
            by=person(actor),
            reason=reason,
            **{f"from_{name}": value for name, value in before.items()},
            **after,
        )
    return changes


@housekeeping("readers and access points see things by the thousand; the row keeps the last sighting")
def note_sighting(tag: str, *, actor: Any, place: str, at: datetime | None = None) -> Asset:
    """Note where and when a thing was last seen: an access point, a reader, a walk. An older one changes nothing."""
    asset = store.lock_asset(tag, actor)
    require(actor, "asset.edit", asset)
    seen_at = at or timezone.now()
    if asset.last_seen_at and asset.last_seen_at >= seen_at:
        return asset
    asset.last_seen_place, asset.last_seen_at = place[:60], seen_at
    asset.save(update_fields=["last_seen_place", "last_seen_at"])
    return asset


def _where(asset: Asset) -> dict[str, Any]:
    return {
        "location": asset.location,
        "room": asset.room,
        "care_area": asset.care_area,
        "custodian": (str(asset.custodian) if asset.custodian else asset.custodian_text)[:120],
    }
