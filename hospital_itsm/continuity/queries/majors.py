"""The vocabulary of major incidents."""

from datetime import date
from typing import Any, Self

from django.db import models

from hospital_itsm.continuity import access
from hospital_itsm.continuity.choices import OPEN_MAJORS, MajorState

MOST_ATTEMPTS = 5


class MajorQuerySet(models.QuerySet[Any]):
    """Vocabulary of major incidents."""

    def visible_to(self, actor: Any) -> Self:
        """Those the actor may see."""
        return self.filter(access.visible_outages(actor))

    def active(self) -> Self:
        """Declared and not stood down."""
        return self.filter(state=MajorState.ACTIVE)

    def open(self) -> Self:
        """Proposed or active."""
        return self.filter(state__in=OPEN_MAJORS)

    def listed(self) -> Self:
        """With what a row of the list draws."""
        from hospital_itsm.continuity.models import MajorArea

        areas = models.Prefetch(
            "areas", MajorArea.objects.select_related("care_area").order_by("care_area__name")
        )
        return self.select_related("commander").prefetch_related("services", areas)


class DeliveryQuerySet(models.QuerySet[Any]):
    """Vocabulary of deliveries."""

    def waiting(self) -> Self:
        """Not told, and not given up after several attempts."""
        return self.filter(told_at__isnull=True, attempts__lt=MOST_ATTEMPTS)


class MajorActionQuerySet(models.QuerySet[Any]):
    """Vocabulary of actions."""

    def due(self, day: date) -> Self:
        """Open ones that are due by a day and were not reminded of on it."""
        return self.filter(done_at__isnull=True, due_on__lte=day).exclude(reminded_on=day)
