"""Tickets that rest."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from hospital_itsm.following.choices import Ending


class SnoozeQuerySet(models.QuerySet[Any]):
    """Vocabulary of rests."""

    def running(self) -> "SnoozeQuerySet":
        """Nothing has ended them; the time of some may be over."""
        return self.filter(ended_at__isnull=True)


class Snooze(models.Model):
    """A ticket rests until a time, chosen by somebody who works it. Its clocks run on.

    `back_version` is the version of the ticket when it came back: as long as it stands, nobody has touched it since.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="snoozes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    back_version = models.PositiveIntegerField(null=True)

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(ended_at__isnull=True), name="a_ticket_rests_once"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("since")), name="rests_until_later"),
        ]
        indexes = [
            # serves: what rests now, and what is over
            models.Index(fields=["until"], name="snooze_running", condition=Q(ended_at__isnull=True)),
            # serves: the mark of what came back
            models.Index(fields=["ticket", "back_version"], name="snooze_of_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.until:%Y-%m-%d %H:%M}"
