"""The protected field: patient data that got in, sealed, role-gated, every reveal recorded."""

from django.db import models


class ProtectedReference(models.Model):
    """One sealed text a ticket; purged some days after the ticket closed (domain 4.3)."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.PROTECT, related_name="protected")
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    purged_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"protected {self.ticket_id}"
