"""The vocabulary of saved reports and runs."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from hospital_itsm.reports import access


class SavedReportQuerySet(models.QuerySet[Any]):
    """Saved reports; sharing shows them, and the list behind the question must be the reader's to read."""

    def visible_to(self, actor: Any) -> Self:
        """The actor's own and those shared with them, of questions they may read."""
        from hospital_itsm.reports.questions import readable

        codes = [one.code for one in readable(actor)]
        return self.filter(access.visible_saved(actor), question__in=codes)


class ReportRunQuerySet(models.QuerySet[Any]):
    """Runs; whoever asked for one sees it."""

    def visible_to(self, actor: Any) -> Self:
        """The runs this person asked for."""
        return self.filter(asked_by_id=actor.pk) if actor.is_active else self.none()

    def expired(self, now: datetime) -> Self:
        """Those whose result is there and has had its time."""
        return self.filter(expires_at__lte=now).exclude(stored_name="")


class ReportScheduleQuerySet(models.QuerySet[Any]):
    """Schedules; their owner sees them."""

    def visible_to(self, actor: Any) -> Self:
        """Those of the actor's own saved reports."""
        return self.filter(saved__owner_id=actor.pk) if actor.is_active else self.none()

    def due(self, now: datetime) -> Self:
        """Those whose time has come."""
        return self.filter(paused="", next_at__lte=now)
