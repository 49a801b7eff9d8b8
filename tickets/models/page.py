"""Pages to people on call. A page counts as answered only when a person acknowledges it."""

from django.db import models


class Page(models.Model):
    """One person was paged about one ticket; `step` names the rung of the ladder, or "report"."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="pages")
    recipient = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="pages")
    audience = models.CharField(max_length=30)
    step = models.CharField(max_length=60)
    paged_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    has_channel = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "recipient", "step"], name="one_page_a_rung")
        ]
        indexes = [
            # serves: "Paged 14:07, answered 14:09" on ticket and receipt
            models.Index(fields=["ticket", "id"], name="page_of_ticket"),
            # serves: my unanswered pages in the shell
            models.Index(
                fields=["recipient"], name="page_unanswered", condition=models.Q(acknowledged_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"page {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number."""
        return f"page {self.pk}"
