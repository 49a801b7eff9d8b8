"""The vocabulary of outages."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from hospital_itsm.continuity import access


class OutageQuerySet(models.QuerySet[Any]):
    """Vocabulary of outages."""

    def visible_to(self, actor: Any) -> Self:
        """Those the actor may see."""
        return self.filter(access.visible_outages(actor))

    def counted(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def running(self) -> Self:
        """Begun and not over."""
        return self.counted().filter(began_at__isnull=False, ended_at__isnull=True)

    def coming(self, until: datetime) -> Self:
        """Planned to begin until then and not begun."""
        return self.counted().filter(began_at__isnull=True, starts_at__lte=until)

    def touching(self, first: datetime, last: datetime) -> Self:
        """Those of which some part lies in a period."""
        return self.counted().filter(
            Q(ended_at__gt=first) | Q(ended_at__isnull=True), began_at__isnull=False, began_at__lt=last
        )

    def listed(self) -> Self:
        """With what a row of the list draws."""
        return self.prefetch_related("services", "care_areas")
