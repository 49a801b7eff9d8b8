"""The thing a person means by what they typed or scanned, and where it stands."""

from typing import Any, Final

from django.db.models import Case, Q, When

from assets import access
from assets.choices import LocationKind
from assets.rules.tags import named_tag

SMALL_PLACES: Final = frozenset({LocationKind.ROOM, LocationKind.BED})
RELATED: Final = ("model", "care_area", "location__care_area", "team")


def asset_named(words: str, actor: Any) -> Any | None:
    """The asset in the house with exactly this tag or label, else the only one with this serial number, else None.

    One statement. For whoever may report on it: people who do not read the inventory name a device by what its label
    says.
    """
    from assets.models import Asset

    tag = named_tag(words)
    if not tag:
        return None
    rows = Asset.objects.filter(access.reportable(actor)).in_house().select_related(*RELATED)
    tag_first = Case(When(tag=tag, then=0), default=1)
    found = list(rows.filter(Q(tag=tag) | Q(serial__iexact=tag)).order_by(tag_first)[:2])
    return found[0] if len(found) == 1 or (found and found[0].tag == tag) else None


def unit_of(asset: Any) -> Any | None:
    """The unit where the asset stands, else the one it belongs to."""
    place = asset.location.care_area if asset.location else None
    return place or asset.care_area


def room_of(asset: Any) -> str:
    """The room where it stands, as far as anybody wrote it down."""
    if asset.room or asset.location is None:
        return str(asset.room)
    return str(asset.location.name)[:40] if asset.location.kind in SMALL_PLACES else ""
