"""The on-call rota. That two shifts of one level and team never overlap is held by migration 0003."""

from django.db import models
from django.db.models import F, Q

from hospital_itsm.people.choices import OnCallLevel


class OnCallShift(models.Model):
    """Somebody is on call for a team (or, with no team, for the house) from one instant until another.

    `covers` had this time before; `reason` says why somebody else has it now, for everybody who reads the rota.
    """

    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="shifts"
    )
    level = models.CharField(max_length=16, choices=OnCallLevel.choices)
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    covers = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="covered_shifts"
    )
    reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=OnCallLevel.values), name="on_call_level_is_known"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="a_shift_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(covers__isnull=True) | ~Q(covers=F("user")), name="nobody_covers_for_themselves"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(covers__isnull=False), name="a_reason_is_of_somebody_put_in"
            ),
        ]
        # serves: who is on call now
        indexes = [models.Index(fields=["level", "team", "starts_at", "ends_at"], name="who_is_on_call")]

    def __str__(self) -> str:
        return f"{self.level} {self.user.username}"
