"""When a privacy event was discovered, and which reminders were sent of that day."""

from django.db import models
from django.db.models import Q

from hospital_itsm.privacy.models.turning import Turning
from hospital_itsm.privacy.rules.dates import REMINDERS

__all__ = ["Discovery", "DiscoveryReminder", "Turning"]


class Discovery(models.Model):
    """The first day on which anybody of the hospital knew of it, or would have with reasonable diligence."""

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.PROTECT, related_name="discovery")
    discovered_on = models.DateField()
    set_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        # serves: the list of privacy and the reminders, oldest first
        indexes = [models.Index(fields=["discovered_on", "id"], name="discovery_by_day")]

    def __str__(self) -> str:
        return f"{self.ticket.key} {self.discovered_on}"


class DiscoveryReminder(models.Model):
    """A reminder that was sent, or passed over because a later one was due, for one day of discovery."""

    discovery = models.ForeignKey(Discovery, on_delete=models.PROTECT, related_name="reminders")
    discovered_on = models.DateField()
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["discovery", "discovered_on", "day"], name="one_reminder_of_a_day_of_discovery"
            ),
            models.CheckConstraint(condition=Q(day__in=REMINDERS), name="reminder_day_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.discovered_on} day {self.day}"
