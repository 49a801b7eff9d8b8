"""Services: applications and infrastructure services of domain 8.3."""

from django.db import models

from assets.choices import Tier
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models.setup_row import SetupRow


class Service(SetupRow):
    """Something people use that can be down; `domain` says which vice president answers for it."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    tier = models.CharField(max_length=1, choices=Tier.choices, default=Tier.PENDING)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=Tier.values), name="service_tier_is_known"),
            models.CheckConstraint(
                condition=models.Q(domain__in=Domain.values), name="service_domain_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name
