"""Steps before last days at which people were reminded."""

from django.db import models


class FileReminder(models.Model):
    """A step before the last day of a row of one of the tables (`source`); another last day begins anew."""

    source = models.CharField(max_length=12)
    row = models.PositiveBigIntegerField()
    day = models.DateField()
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "row", "day", "step"], name="one_reminder_a_step_of_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.row} {self.day} {self.step}"
