"""The vocabulary of tasks."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from hospital_itsm.joint import access


class TaskQuerySet(models.QuerySet[Any]):
    """Vocabulary of tasks."""

    def visible_to(self, actor: Any) -> Self:
        """Tasks of the tickets that the actor reads as the desk."""
        return self.filter(access.visible_tasks(actor))

    def open(self) -> Self:
        """Those that are still to be done."""
        return self.filter(ended_at__isnull=True)

    def newly_late(self, now: datetime) -> Self:
        """Open ones whose deadline has passed and that nobody noticed yet, oldest first."""
        return self.open().filter(noticed_at__isnull=True, due_at__lt=now).order_by("due_at", "pk")

    def shown(self) -> Self:
        """With what every list of them says: one statement."""
        return self.select_related("ticket__team", "team", "person", "calendar")
