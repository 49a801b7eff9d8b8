"""Numbers of other systems: one asset a number, however many send it at once."""

from collections.abc import Mapping
from typing import Any

from assets.actions import store
from assets.actions.assets import CHANGEABLE, PLACE, change_asset, create_asset
from assets.actions.moving import move_asset
from assets.models import Asset, AssetExternalRef
from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.plain_text import one_line


@housekeeping("creates, changes or moves, and each of these records its own entry")
def upsert_external(
    system: str, external_id: str, *, actor: Any, fields: Mapping[str, Any]
) -> tuple[Asset, bool]:
    """The asset with this number of another system, and whether it was made now.

    `fields` are those of `create_asset`; where the asset is known, those that differ are changed and a new place is
    a move. Two senders at once wait for each other. Raises what those actions raise, Asset.DoesNotExist for a number
    whose asset the actor does not see.
    """
    system, external_id = one_line(system), one_line(external_id)
    store.hold(f"asset {system} {external_id}")
    known = AssetExternalRef.objects.filter(system=system, external_id=external_id).first()
    if known is None:
        asset = create_asset(actor=actor, **fields)
        AssetExternalRef.objects.create(asset=asset, system=system, external_id=external_id)
        return asset, True
    asset = Asset.objects.visible_to(actor).get(pk=known.asset_id)
    facts = {
        name: value for name, value in fields.items() if name in CHANGEABLE and (name, value) != ("tag", "")
    }
    place = {name: value for name, value in fields.items() if name in PLACE}
    if facts:
        asset = change_asset(asset.tag, actor=actor, fields=facts, by_system=system)
    if place:
        asset = move_asset(asset.tag, actor=actor, to=place, reason=system)
    return asset, False
