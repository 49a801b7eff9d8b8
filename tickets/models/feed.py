"""Numbers of other systems."""

from django.db import models


class ExternalSystem(models.Model):
    """Another system by the name its numbers carry, and the one account that brings them."""

    name = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its name, which is a code and never anybody's words."""
        return self.name


class ExternalRef(models.Model):
    """The number another system knows the ticket by."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="external_refs")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_ticket_an_external_number")
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"
