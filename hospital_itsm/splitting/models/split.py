"""A part of a ticket that became a ticket of its own."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Split(models.Model):
    """`source` lost the `messages` (their keys) to `made`; kept so that it can be undone."""

    source = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="splits")
    made = models.OneToOneField("tickets.Ticket", on_delete=models.PROTECT, related_name="split_off")
    messages = ArrayField(models.BigIntegerField(), default=list)
    split_at = models.DateTimeField()
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("made")), name="a_split_makes_another_ticket"),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """Its number: it names no ticket, because not everybody sees both."""
        return f"split {self.pk}"
