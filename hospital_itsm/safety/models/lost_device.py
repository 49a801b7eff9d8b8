"""A device that is lost with patient data on board, and the privacy ticket it opened."""

from django.db import models
from django.db.models import Q


class LostDevice(models.Model):
    """One loss: found again, it ends; lost once more, the next one begins with a ticket of its own."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="losses")
    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.PROTECT, related_name="lost_device")
    lost_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # serves, too: the ticket of a device that is lost now
            models.UniqueConstraint(
                fields=["asset"], condition=Q(found_at__isnull=True), name="one_open_loss_of_a_device"
            )
        ]

    def __str__(self) -> str:
        return f"loss {self.pk}"
