"""What a merge changed, kept so that it can be undone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tickets.choices import OPEN_STATES


class Merge(models.Model):
    """One merge: how the duplicate stood, and what the survivor got from it.

    `clocks` is `{metric: [status, pause reason]}`; `facts_before` and `facts_after` are those of the survivor that
    the merge changed, by field; `reporters` are the rows it added there.
    """

    duplicate = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="merges")
    survivor = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="absorptions")
    state = models.CharField(max_length=20)
    clocks = models.JSONField(default=dict)
    facts_before = models.JSONField(default=dict)
    facts_after = models.JSONField(default=dict)
    reporters = ArrayField(models.BigIntegerField(), default=list)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # serves, too: finding what to undo
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=OPEN_STATES), name="only_open_tickets_are_merged"),
        ]

    def __str__(self) -> str:
        return f"{self.duplicate_id} into {self.survivor_id}"
