"""Tables of the set-up."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.core.worktime import Holiday
from hospital_itsm.setup.choices import FileState
from hospital_itsm.setup.models.giving import GivenTicket, PolicyGiving

__all__ = ["GivenTicket", "HolidayFile", "PolicyGiving"]


class HolidayFile(models.Model):
    """Days read from one iCalendar file for one calendar: `days` as [day, name], `left_out` by reason.

    Nothing of it holds before it is stored; `before` and `after` are the versions of the calendar around that.
    """

    lineage = models.CharField(max_length=30)
    days = models.JSONField()
    left_out = models.JSONField(default=dict)
    state = models.CharField(max_length=6, choices=FileState.choices, default=FileState.READ)
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    before = models.ForeignKey("people.WorkCalendar", null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("people.WorkCalendar", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FileState.READ, before__isnull=True, after__isnull=True)
                | Q(
                    state__in=[FileState.STORED, FileState.UNDONE], before__isnull=False, after__isnull=False
                ),
                name="a_stored_file_of_days_knows_its_versions",
            )
        ]
        # serves: the newest files on the page where one is sent
        indexes = [models.Index(fields=["-asked_at", "-id"], name="holiday_file_newest")]

    def __str__(self) -> str:
        return f"{self.lineage} {self.asked_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        """The calendar it is for."""
        return self.lineage

    @property
    def found(self) -> tuple[Holiday, ...]:
        """Its days."""
        return tuple(Holiday(date.fromisoformat(on), name) for on, name in self.days)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("setup:holiday_file", args=[self.pk])
