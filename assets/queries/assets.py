"""The vocabulary of assets."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, JSONField, Min, OuterRef, Q, Subquery

from assets import access
from assets.choices import CLINICAL_CLASSES, AssetStatus
from assets.rules.lifecycle import ENDED
from assets.rules.mac import normalized_mac
from assets.rules.udi import stored_forms
from hospital_itsm.glossary.lexicon import alternatives


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
        """Those found by every word; see `speaks_of`."""
        return self.filter(speaks_of(words))

    def listed(self) -> Self:
        """With what a row of a list draws."""
        return self.select_related("model__manufacturer", "care_area", "location", "team")


def speaks_of(words: str) -> Q:
    """Every word, or a synonym of the glossary, is a part of tag, serial, names, identifiers, host name or place."""
    found = Q()
    for names in alternatives(words):
        part = Q()
        for name in names:
            part |= Q(search__words__contains=name.upper())
        mac = normalized_mac(names[0])
        found &= part | Q(search__words__contains=mac) if mac and mac != names[0].upper() else part
    return found


def twin_tag() -> Subquery:
    """For an annotation: the tag of another thing of the same model with the same serial number."""
    from assets.models import Asset

    others = Asset.objects.filter(serial__iexact=OuterRef("serial"), model_id=OuterRef("model_id")).exclude(
        pk=OuterRef("pk")
    )
    # The smallest, not the first in order: the planner would walk the index of tags in search of it.
    named = others.exclude(serial="").order_by().values("model_id").annotate(first=Min("tag"))
    return Subquery(named.values("first"))


def outside_numbers() -> ArraySubquery:
    """For an annotation: the numbers other systems know the thing by, as [system, number] pairs."""
    from assets.models import AssetExternalRef

    refs = AssetExternalRef.objects.filter(asset=OuterRef("pk")).order_by("system", "pk")
    pair = Func(F("system"), F("external_id"), function="jsonb_build_array", output_field=JSONField())
    return ArraySubquery(refs.annotate(pair=pair).values("pair"))


def same_serial(asset: Any) -> list[str]:
    """Tags of other things of the same model with the same serial number; a warning, for such labels exist."""
    if not asset.serial:
        return []
    others = type(asset).objects.filter(serial__iexact=asset.serial, model_id=asset.model_id)
    return list(others.exclude(pk=asset.pk).order_by("tag").values_list("tag", flat=True)[:5])
