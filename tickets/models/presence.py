"""Who has a ticket open right now, in words only."""

from django.db import models

from tickets.choices import PresenceMode


class Presence(models.Model):
    """One person on one ticket; the row fades by age, so nothing depends on a page saying goodbye."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=8, choices=PresenceMode.choices)
    since = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_presence_a_person")]
        # serves: the sweep of faded rows
        indexes = [models.Index(fields=["beat_at"], name="presence_by_age")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.user_id}"
