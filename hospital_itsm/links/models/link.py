"""A link from one ticket to another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hospital_itsm.links.choices import LinkKind


class TicketLink(models.Model):
    """`kind` says what source is to target. Removed, never deleted; `carried_from` is the one of a joined duplicate."""

    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    source = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="links_out")
    target = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="links_in")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)
    carried_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_copies"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "target"],
                condition=Q(removed_at__isnull=True),
                name="one_link_of_a_kind_between_two",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_link_has_two_ends"),
        ]
        indexes = [
            # serves: the links of a ticket from its other end; the constraint serves those from the source
            models.Index(
                fields=["target", "id"], name="ticket_link_in", condition=Q(removed_at__isnull=True)
            ),
            models.Index(
                fields=["source", "id"], name="ticket_link_out", condition=Q(removed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """Its number: it names no ticket, because not everybody sees both."""
        return f"link {self.pk}"
