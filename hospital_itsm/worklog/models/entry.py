"""Time on a ticket: work, or a phone call with somebody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hospital_itsm.worklog.choices import Direction, EntryKind
from hospital_itsm.worklog.rules.time import LONGEST_MINUTES


class WorkEntry(models.Model):
    """So many minutes of one person on one day; struck out where they were not. Never deleted."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="work_entries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=EntryKind.choices)
    minutes = models.PositiveSmallIntegerField()
    direction = models.CharField(max_length=3, choices=Direction.choices, blank=True)
    spoke_with = models.CharField(max_length=80, blank=True)
    began_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    is_struck = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="work_takes_minutes_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="work", direction="", spoke_with="") | Q(kind="call") & ~Q(direction=""),
                name="a_call_has_a_direction",
            ),
        ]
        indexes = [
            # what was worked on a ticket, the newest first
            models.Index(fields=["ticket", "-began_at", "-id"], name="work_of_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.minutes} min"

    @property
    def audit_label(self) -> str:
        """The number of the ticket and of the entry."""
        return f"{self.ticket.key}/{self.pk}"
