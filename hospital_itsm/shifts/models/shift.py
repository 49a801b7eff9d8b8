"""Shifts of the desk: each begins at a time of day."""

from django.db import models
from django.db.models import Q

from hospital_itsm.people.models.setup_row import SetupRow


class Shift(SetupRow):
    """A shift that begins at a local time of day, every day, in the time zone of the hospital."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    begins_at = models.TimeField()

    class Meta:
        ordering = ["begins_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["begins_at"], condition=Q(is_active=True), name="one_shift_begins_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name
