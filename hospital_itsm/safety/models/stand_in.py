"""A working device given in place of a broken one, so that the unit can go on (domain 2.3)."""

from django.db import models


class StandIn(models.Model):
    """Which device was given for which ticket. It is back when its loan has ended."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="stand_ins")
    loan = models.OneToOneField("assets.Loan", on_delete=models.PROTECT, related_name="stand_in")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    restored = models.BooleanField()

    class Meta:
        # serves: what was given for a ticket, newest first
        indexes = [models.Index(fields=["ticket", "-id"], name="stand_in_of_ticket")]

    def __str__(self) -> str:
        return f"stand-in {self.pk}"
