"""The on-call rota. That two shifts of one level and team never overlap is held by migration 0003."""

from django.db import models
from django.db.models import F, Q

from hospital_itsm.people.choices import OnCallLevel


class OnCallShift(models.Model):
    """Somebody is on call for a team (or, with no team, for the house) from one instant until another."""

    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="shifts"
    )
    level = models.CharField(max_length=16, choices=OnCallLevel.choices)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=OnCallLevel.values), name="on_call_level_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_shift_ends_after_it_begins"
            ),
        ]
        # serves: who is on call now
        indexes = [models.Index(fields=["level", "team", "starts_at", "ends_at"], name="who_is_on_call")]

    def __str__(self) -> str:
        return f"{self.level} {self.user.username}"
