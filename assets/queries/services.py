"""The vocabulary of services and licenses."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from assets import access


class ServiceQuerySet(models.QuerySet[Any]):
    """Vocabulary of services."""

    def visible_to(self, actor: Any) -> Self:
        """Rows of the portfolio the actor may see."""
        return self.filter(access.visible_portfolio(actor))

    def in_use(self) -> Self:
        """Not retired."""
        return self.filter(is_active=True)

    def matching(self, words: str) -> Self:
        """Those with every word in their code, name or category."""
        return self.filter(service_speaks_of(words))


class LicenseQuerySet(models.QuerySet[Any]):
    """Vocabulary of licenses."""

    def visible_to(self, actor: Any) -> Self:
        """Licenses the actor may see."""
        return self.filter(access.visible_portfolio(actor))

    def over_used(self) -> Self:
        """More is given out than was bought."""
        return self.filter(assigned__gt=F("entitled"))


def service_speaks_of(words: str) -> Q:
    """The condition that every word is in code, name or category."""
    found = Q()
    for word in words.split():
        found &= Q(code__icontains=word) | Q(name__icontains=word) | Q(category__icontains=word)
    return found
