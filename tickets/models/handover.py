"""Hand-overs between teams: promise and elapsed time stay, and somebody must accept."""

from django.db import models
from django.db.models import Q

from tickets.choices import HandoverState


class Handover(models.Model):
    """One "Not ours": offered to a team, which accepts it or sends it back."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="handovers")
    from_team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="+")
    to_team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=HandoverState.choices, default=HandoverState.OFFERED)
    offered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=HandoverState.values), name="handover_state_is_known"
            ),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state="offered"), name="one_open_handover_a_ticket"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state}"
