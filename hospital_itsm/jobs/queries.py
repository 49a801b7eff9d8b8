"""Reading jobs."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from hospital_itsm.jobs.choices import UNFINISHED, JobState


class JobQuerySet(models.QuerySet[Any]):
    """Jobs; whoever asked for one sees it, and nobody else."""

    def visible_to(self, actor: Any) -> Self:
        """The jobs this person asked for."""
        return self.filter(owner_id=actor.pk) if actor.is_active else self.none()

    def to_be_told(self, ended_by: datetime) -> Self:
        """Those that ended by then, done or failed, and whose person has neither seen it nor been told."""
        news = self.filter(ended_at__lte=ended_by, seen_at__isnull=True, told_at__isnull=True)
        return news.filter(owner__isnull=False, state__in=(JobState.DONE, JobState.FAILED))

    def unfinished(self) -> Self:
        """Those a worker has to begin or to carry on with."""
        return self.filter(state__in=UNFINISHED)
