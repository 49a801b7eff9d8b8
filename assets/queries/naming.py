"""The thing a person means by what they typed or scanned, and where it stands."""

from typing import Any, Final

from assets import access
from assets.choices import LocationKind
from assets.rules.tags import named_tag

SMALL_PLACES: Final = frozenset({LocationKind.ROOM, LocationKind.BED})
RELATED: Final = ("model", "care_area", "location__care_area", "team")


def asset_named(words: str, actor: Any) -> Any | None:
    """The asset in the house with exactly this tag or label, else the only one with this serial number, else None.

    For whoever may report on it: people who do not read the inventory name a device by what its label says.
    """
    from assets.models import Asset

    tag = named_tag(words)
    if not tag:
        return None
    rows = Asset.objects.filter(access.reportable(actor)).in_house().select_related(*RELATED)
    found = rows.filter(tag=tag).first()
    if found is not None:
        return found
    same = list(rows.filter(serial__iexact=tag).exclude(serial="")[:2])
    return same[0] if len(same) == 1 else None


def unit_of(asset: Any) -> Any | None:
    """The unit where the asset stands, else the one it belongs to."""
    place = asset.location.care_area if asset.location else None
    return place or asset.care_area


def room_of(asset: Any) -> str:
    """The room where it stands, as far as anybody wrote it down."""
    if asset.room or asset.location is None:
        return str(asset.room)
    return str(asset.location.name)[:40] if asset.location.kind in SMALL_PLACES else ""
