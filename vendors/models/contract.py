"""Contracts: who owes the hospital what, from when until when, and whom to call."""

from datetime import date

from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse

from vendors.choices import ContractKind, ContractState, ContractStatus
from vendors.queries.contracts import ContractQuerySet
from vendors.rules import terms


class Contract(models.Model):
    """A contract with one vendor over a term, both days included; terminated, never deleted."""

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=160)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=20, choices=ContractKind.choices, default=ContractKind.OTHER)
    starts_on = models.DateField()
    ends_on = models.DateField()
    support_phone = models.CharField(max_length=40, blank=True)
    support_hours = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=12, choices=ContractStatus.choices, default=ContractStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(Upper("number"), name="contract_number_is_unique_whatever_its_case"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ContractKind.values), name="contract_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ContractStatus.values), name="contract_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_contract_ends_after_it_begins"
            ),
        ]
        indexes = [
            # serves: the list by last day, and the contracts in force today
            models.Index(fields=["ends_on", "id"], name="contract_by_last_day"),
            # serves: the contracts of a vendor, latest first
            models.Index(fields=["vendor", "-ends_on"], name="contract_of_vendor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def audit_label(self) -> str:
        """The contract's number."""
        return self.number

    def get_absolute_url(self) -> str:
        """The contract's page."""
        return reverse("vendors:contract", args=[self.number])

    def state_on(self, today: date) -> ContractState:
        """How the contract stands on a day."""
        return ContractState(terms.state_on(self.status, self.starts_on, self.ends_on, today))

    def days_left(self, today: date) -> int:
        """Days after `today` on which it still holds."""
        return terms.days_left(self.ends_on, today)
