"""The vocabulary of places."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from assets import access


class LocationQuerySet(models.QuerySet[Any]):
    """Vocabulary of places."""

    def visible_to(self, actor: Any) -> Self:
        """Places the actor may see."""
        return self.filter(access.visible_catalogue(actor))

    def in_use(self) -> Self:
        """Not retired."""
        return self.filter(is_active=True)

    def inside(self, place: Any) -> Self:
        """The place itself and everything in it: one prefix of the index."""
        return self.filter(path__startswith=place.path)

    def matching(self, words: str) -> Self:
        """Those with every word in their code or name."""
        return self.filter(place_speaks_of(words))


def trail_of(place: Any) -> list[Any]:
    """The places around this one, the largest first, and itself: one statement."""
    keys = [int(key) for key in place.path.split("/") if key]
    found = type(place).objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def place_speaks_of(words: str) -> Q:
    """The condition that every word is in code or name."""
    found = Q()
    for word in words.split():
        found &= Q(code__icontains=word) | Q(name__icontains=word)
    return found
