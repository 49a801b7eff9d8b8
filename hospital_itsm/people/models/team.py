"""Teams, which are the queues of the desk (domain 8.1)."""

from django.db import models

from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models.setup_row import SetupRow


class Team(SetupRow):
    """A queue with its people; a restricted team's tickets exist only for its members."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    is_restricted = models.BooleanField(default=False)
    lead = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="led_teams"
    )
    manager = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="managed_teams"
    )
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(domain__in=Domain.values), name="team_domain_is_known")
        ]

    def __str__(self) -> str:
        return self.name
