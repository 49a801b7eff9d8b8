"""The vocabulary of the catalogue."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assets import access
from assets.rules.udi import stored_forms


class DeviceModelQuerySet(models.QuerySet[Any]):
    """Vocabulary of device models."""

    def visible_to(self, actor: Any) -> Self:
        """Models the actor may see."""
        return self.filter(access.visible_catalogue(actor))

    def in_use(self) -> Self:
        """Not retired."""
        return self.filter(is_active=True)

    def with_identifier(self, di: str) -> Self:
        """Those a device identifier belongs to, however it was written down; usually one, sometimes several."""
        from assets.models import DeviceIdentifier

        known = DeviceIdentifier.objects.filter(model=OuterRef("pk"), compared__in=stored_forms(di))
        return self.filter(Exists(known))

    def matching(self, words: str) -> Self:
        """Those with every word in their names, numbers, type or maker."""
        return self.filter(model_speaks_of(words))


def model_speaks_of(words: str) -> Q:
    """The condition that every word is in names, numbers, type or maker."""
    found = Q()
    for word in words.split():
        found &= (
            Q(name__icontains=word)
            | Q(model_number__icontains=word)
            | Q(catalog_number__icontains=word)
            | Q(device_type__icontains=word)
            | Q(brand__icontains=word)
            | Q(manufacturer__name__icontains=word)
        )
    return found
