"""The table of openings."""

from django.db import models
from django.db.models import Q

from hospital_itsm.openings.choices import Finding


class Opening(models.Model):
    """One person opened one restricted ticket until `until`. `reason` and `word` are masked text.

    `reminded_at` is when privacy was told that its review is late.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="openings")
    reason = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    word = models.CharField(max_length=400, blank=True)
    reviewed_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (Q(finding__in=Finding.values) & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                name="an_opening_is_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("opened_at")), name="an_opening_ends_later"
            ),
        ]
        # serves: the list, newest first, and that of one person
        indexes = [
            models.Index(fields=["person", "-opened_at", "-id"], name="opening_of_person"),
            # serves: reminding of those that nobody reviewed in time
            models.Index(
                fields=["opened_at"],
                name="opening_to_remind_of",
                condition=Q(reviewed_at__isnull=True, reminded_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.key} {self.opened_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        """The number of the ticket."""
        return self.ticket.key
