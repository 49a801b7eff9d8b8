"""Similar reports within minutes, proposed as one problem."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.similar.queries.groups import GroupQuerySet


class SimilarGroup(models.Model):
    """Reports of one service or one unit that look like one problem; `last_at` is when the last one was opened.

    Somebody says it is not one problem (`dismissed_reason` is masked text), or proposes a major incident about one
    of its tickets.
    """

    service = models.ForeignKey("assets.Service", null=True, on_delete=models.PROTECT, related_name="+")
    care_area = models.ForeignKey("people.CareArea", null=True, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    last_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    dismissed_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    shown: Any = None
    """Its tickets as the reader of a page sees them (`queries.groups.Shown`)."""

    objects = GroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=True) ^ Q(care_area__isnull=True),
                name="similar_reports_share_a_service_or_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_reason="")
                | (Q(dismissed_at__isnull=False) & ~Q(dismissed_reason="")),
                name="similar_reports_are_dismissed_with_a_reason",
            ),
        ]
        indexes = [
            # serves: what the desk is shown, and what further reports join
            models.Index(fields=["last_at"], name="group_live", condition=Q(dismissed_at__isnull=True)),
            # serves: the list over REST, newest first
            models.Index(fields=["-found_at", "-id"], name="group_newest"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How the trail names it, `SIM-7`."""
        return f"SIM-{self.pk}"

    @property
    def audit_label(self) -> str:
        """The number."""
        return self.key

    @property
    def place(self) -> Any:
        """The service or unit its reports share."""
        return self.service or self.care_area

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("similar:group", args=[self.pk])


class GroupedTicket(models.Model):
    """A ticket in a group: in one at most, whoever looks for groups at the same moment."""

    group = models.ForeignKey(SimilarGroup, on_delete=models.CASCADE, related_name="rows")
    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, related_name="grouped")
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.group_id} {self.ticket_id}"
