"""The vocabulary of dates that were asked for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models

from hospital_itsm.dashboards import access


class AskedQuerySet(models.QuerySet[Any]):
    """Vocabulary of questions for a date."""

    def visible_to(self, actor: Any) -> Self:
        """Those asked by the actor or of them."""
        return self.filter(access.visible_asked(actor))

    def listed(self) -> Self:
        """With those who ask and are asked, and the site, for a list."""
        return self.select_related("asked_by", "asked_of", "site")

    def latest_of(self, figures: Iterable[str]) -> Self:
        """The newest question of each figure and scope."""
        newest = self.filter(figure__in=set(figures)).order_by("figure", "domain", "site", "-pk")
        return newest.distinct("figure", "domain", "site").select_related("asked_of")

    def answered_between(self, first: datetime, last: datetime) -> Self:
        """Those answered in a period, the latest first."""
        return self.filter(answered_at__gte=first, answered_at__lt=last).order_by("-answered_at", "-pk")


def people_to_ask() -> models.QuerySet[Any]:
    """Everybody who reads figures, by name: they can be asked for a date."""
    from hospital_itsm.people.models import Membership, User

    held = Membership.objects.valid().filter(role__permissions__contains=["insight.view"])
    found: models.QuerySet[Any] = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return found.order_by("full_name", "pk")
