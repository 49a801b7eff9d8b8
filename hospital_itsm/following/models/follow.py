"""Who is told of what happens on a ticket without having a part in it."""

from django.conf import settings
from django.db import models


class Follow(models.Model):
    """One person follows one ticket; without `added_by` by their own choice.

    `carried_from` is the duplicate they followed before it was joined to this ticket.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follows")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    carried_from = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.SET_NULL, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_follows_a_ticket_once")]
        # serves: the tickets one person follows
        indexes = [models.Index(fields=["user", "ticket"], name="follow_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.ticket_id}"
