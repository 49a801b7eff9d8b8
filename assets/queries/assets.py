"""The vocabulary of assets."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from assets import access
from assets.choices import CLINICAL_CLASSES, AssetStatus
from assets.rules.lifecycle import ENDED
from assets.rules.mac import normalized_mac
from assets.rules.udi import stored_forms


class AssetQuerySet(models.QuerySet[Any]):
    """Vocabulary of assets."""

    def visible_to(self, actor: Any) -> Self:
        """Assets the actor may see."""
        return self.filter(access.visible_assets(actor))

    def in_house(self) -> Self:
        """Neither returned nor disposed of."""
        return self.exclude(status__in=ENDED)

    def clinical(self) -> Self:
        """The clinical lens."""
        return self.filter(asset_class__in=CLINICAL_CLASSES)

    def infrastructure(self) -> Self:
        """The IT lens."""
        return self.exclude(asset_class__in=CLINICAL_CLASSES)

    def inside(self, place: Any) -> Self:
        """What stands in a place or in any place in it."""
        return self.filter(location__path__startswith=place.path)

    def missing(self) -> Self:
        """Could not be located."""
        return self.filter(status=AssetStatus.MISSING)

    def with_identifier(self, di: str) -> Self:
        """Those labeled with this device identifier, however it was written down."""
        return self.filter(udi_di__in=stored_forms(di))

    def matching(self, words: str) -> Self:
        """Those found by every word: any part of tag, serial, names, identifiers, host name, address or place."""
        found = self
        for word in words.upper().split():
            part = Q(search__words__contains=word)
            mac = normalized_mac(word)
            found = found.filter(part | Q(search__words__contains=mac) if mac and mac != word else part)
        return found


def same_serial(asset: Any) -> list[str]:
    """Tags of other things of the same model with the same serial number; a warning, for such labels exist."""
    if not asset.serial:
        return []
    others = type(asset).objects.filter(serial__iexact=asset.serial, model_id=asset.model_id)
    return list(others.exclude(pk=asset.pk).order_by("tag").values_list("tag", flat=True)[:5])
