"""The vocabulary of tasks with vendors and of their clocks."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from hospital_itsm.underpinning import access
from hospital_itsm.underpinning.choices import ClockState


class VendorTaskQuerySet(models.QuerySet[Any]):
    """Vocabulary of tasks."""

    def visible_to(self, actor: Any) -> Self:
        """Tasks the actor may see."""
        return self.filter(access.visible_tasks(actor))

    def open(self) -> Self:
        """Those that are with the vendor now."""
        return self.filter(ended_at__isnull=True)

    def answered(self, since: datetime, until: datetime) -> Self:
        """Those whose answer is recorded within a time."""
        return self.filter(answered_at__gte=since, answered_at__lt=until)


class VendorClockQuerySet(models.QuerySet[Any]):
    """Vocabulary of clocks."""

    def visible_to(self, actor: Any) -> Self:
        """Clocks of the tasks the actor may see."""
        return self.filter(access.visible_tasks(actor, "task__"))

    def counted(self, since: datetime, until: datetime) -> Self:
        """Promises kept or broken within a time."""
        return self.filter(settled_at__gte=since, settled_at__lt=until)

    def passed(self, now: datetime) -> Self:
        """Those whose deadline has passed while the work goes on."""
        going = (ClockState.RUNNING, ClockState.MISSED)
        return self.filter(due_at__lt=now, stopped_at__isnull=True, state__in=going)

    def newly_late(self, now: datetime) -> Self:
        """Running ones whose deadline has passed and that nobody noticed yet, oldest first."""
        return self.filter(state=ClockState.RUNNING, due_at__lt=now).order_by("due_at", "pk")
