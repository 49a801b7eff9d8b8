"""Reading jobs."""

from typing import Any, Self

from django.db import models

from hospital_itsm.jobs.choices import UNFINISHED


class JobQuerySet(models.QuerySet[Any]):
    """Jobs; whoever asked for one sees it, and nobody else."""

    def visible_to(self, actor: Any) -> Self:
        """The jobs this person asked for."""
        return self.filter(owner_id=actor.pk) if actor.is_active else self.none()

    def unfinished(self) -> Self:
        """Those a worker has to begin or to carry on with."""
        return self.filter(state__in=UNFINISHED)
