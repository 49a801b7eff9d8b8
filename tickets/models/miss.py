"""Why a promise was missed: the reason code the ladders ask for (domain/2 §2.3)."""

from django.db import models
from django.db.models import Q

from tickets.choices import MissReason


class Miss(models.Model):
    """The reason of one missed clock; a corrected reason takes its place, the trail keeps the former."""

    clock = models.OneToOneField("tickets.Clock", on_delete=models.PROTECT, related_name="miss")
    reason = models.CharField(max_length=20, choices=MissReason.choices)
    given_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=MissReason.values), name="miss_reason_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.reason}"
