"""What teams agreed between themselves: within which time a task is done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models.setup_row import SetupRow


class OlaAgreement(SetupRow):
    """The times of one team, or with no team of every team that has none of its own.

    A time is written as `setup.rules.written_times` reads it; an empty one agrees on none. P1 and P2 count in
    `urgent_calendar`, the others in `calendar`. `why` is the reason for the present times.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="ola_agreements"
    )
    urgent_calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    p1 = models.CharField(max_length=30, blank=True)
    p2 = models.CharField(max_length=30, blank=True)
    p3 = models.CharField(max_length=30, blank=True)
    p4 = models.CharField(max_length=30, blank=True)
    p5 = models.CharField(max_length=30, blank=True)
    why = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(is_active=True),
                nulls_distinct=False,
                name="one_agreement_a_team",
                violation_error_message=_("This team has an agreement already. Change that one."),
            )
        ]

    def __str__(self) -> str:
        return self.name
