"""The vocabulary of places."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Func, OuterRef, Q
from django.db.models.functions import Length

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


class Among(Func):
    """Is the number (first) one of those that a path such as /3/17/ (second) is made of?"""

    arg_joiner = " = ANY(string_to_array(btrim("
    template = "%(expressions)s, '/'), '/')::bigint[])"
    output_field = models.BooleanField()


def names_around() -> ArraySubquery:
    """For an annotation of assets: the names of the places around each, the largest first, and of its own."""
    from assets.models import Location

    around = Location.objects.filter(Among(F("pk"), OuterRef("location__path")))
    return ArraySubquery(around.order_by(Length("path")).values("name"))


def place_speaks_of(words: str) -> Q:
    """The condition that every word is in code or name."""
    found = Q()
    for word in words.split():
        found &= Q(code__icontains=word) | Q(name__icontains=word)
    return found
