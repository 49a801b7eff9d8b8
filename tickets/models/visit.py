"""Who goes to see what a ticket is about: on the way, there, gone again."""

from django.db import models
from django.db.models import F, Q

from tickets.choices import VisitState


class Visit(models.Model):
    """One way of one person to the place of a ticket; without `left_at` it is still going on."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="visits")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="visits")
    set_out_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # serves, too: the visit a person is on, and who is at a ticket
            models.UniqueConstraint(
                fields=["ticket", "by"], condition=Q(left_at__isnull=True), name="one_visit_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(arrived_at__gte=F("set_out_at")),
                name="nobody_arrives_before_setting_out",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("set_out_at")),
                name="nobody_leaves_before_setting_out",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def state(self) -> VisitState:
        """Where the person is."""
        if self.left_at is not None:
            return VisitState.LEFT
        return VisitState.ON_THE_WAY if self.arrived_at is None else VisitState.HERE
