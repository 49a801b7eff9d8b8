"""A ticket that somebody marked as a matter of privacy or security."""

from django.db import models

from tickets.choices import Kind


class Turning(models.Model):
    """What the ticket was before, so that it can be turned back; the newest of a ticket counts."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="turnings")
    kind_before = models.CharField(max_length=20, choices=Kind.choices)
    team_before = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="+")
    turned_at = models.DateTimeField()
    turned_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        # serves: turning one ticket back
        indexes = [models.Index(fields=["ticket", "-id"], name="turning_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind_before}"
