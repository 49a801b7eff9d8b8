"""Outage notices: what you see, what still works, what to do, next update by."""

from django.db import models
from django.db.models import Q

from tickets.choices import Severity


class Notice(models.Model):
    """A posted problem, for services and units; empty `care_areas` means everywhere."""

    title = models.CharField(max_length=120)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    sees = models.CharField(max_length=400)
    works = models.CharField(max_length=400, blank=True)
    to_do = models.CharField(max_length=400, blank=True)
    next_update_by = models.DateTimeField(null=True)
    services = models.ManyToManyField("assets.Service", related_name="notices", blank=True)
    care_areas = models.ManyToManyField("people.CareArea", related_name="notices", blank=True)
    ticket = models.ForeignKey(
        "tickets.Ticket", null=True, on_delete=models.PROTECT, related_name="notices_about"
    )
    posted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="notice_severity_is_known")
        ]
        # serves: the active notices on every portal page
        indexes = [
            models.Index(fields=["-posted_at"], name="notice_active", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """Its number."""
        return f"notice {self.pk}"


class NoticeUpdate(models.Model):
    """One update of a notice, "no change" included."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="updates")
    body = models.CharField(max_length=400)
    is_no_change = models.BooleanField(default=False)
    next_update_by = models.DateTimeField(null=True)
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.pk}"
