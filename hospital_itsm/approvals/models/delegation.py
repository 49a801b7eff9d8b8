"""Giving one's part in approvals to somebody else for some days."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hospital_itsm.approvals.queries.delegations import DelegationQuerySet


class Delegation(models.Model):
    """`giver` lets `taker` approve from the first to the last day, both included; of some kinds, or of all if empty."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given_delegations"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_delegations"
    )
    first_on = models.DateField()
    last_on = models.DateField()
    kinds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="a_delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="nobody_delegates_to_themselves"),
        ]
        indexes = [
            # serves: whom a person stands in for today
            models.Index(fields=["taker", "last_on"], name="delegation_of_taker"),
        ]

    def __str__(self) -> str:
        return f"delegation {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number; who and when stand in the entry."""
        return f"delegation {self.pk}"
