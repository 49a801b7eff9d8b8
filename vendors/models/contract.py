"""Contracts: who owes the hospital what, from when until when, and whom to call."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse

from hospital_itsm.people.choices import Domain
from vendors.choices import (
    UNSIGNED,
    Clause,
    ContractDecision,
    ContractKind,
    ContractState,
    ContractStatus,
    NoticeUnit,
    PaymentSchedule,
    Uplift,
)
from vendors.models.notice_day import NoticeDay
from vendors.queries.contracts import ContractQuerySet
from vendors.rules import renewal, terms


class Contract(models.Model):
    """A contract with one vendor over a term, both days included; terminated, never deleted.

    `domain` says which vice president answers for it. `decision` is what was decided for the present notice date,
    empty where nothing is; the records of all decisions are its `decisions`.
    """

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=160)
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=20, choices=ContractKind.choices, default=ContractKind.OTHER)
    starts_on = models.DateField()
    ends_on = models.DateField()
    support_phone = models.CharField(max_length=40, blank=True)
    support_hours = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=12, choices=ContractStatus.choices, default=ContractStatus.DRAFT)
    owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_contracts"
    )
    domain = models.CharField(max_length=16, choices=Domain.choices, blank=True)
    cost_center = models.CharField(max_length=20, blank=True)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    auto_renew = models.BooleanField(default=False)
    renewal_term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_value = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_unit = models.CharField(max_length=6, choices=NoticeUnit.choices, blank=True)
    notice_on = NoticeDay()
    decide_by = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=ContractDecision.choices, blank=True)
    annual_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    payment_schedule = models.CharField(max_length=12, choices=PaymentSchedule.choices, blank=True)
    uplift = models.CharField(max_length=8, choices=Uplift.choices, blank=True)
    uplift_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    sla_clauses = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    penalties = models.CharField(max_length=400, blank=True)
    termination_for_convenience = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    data_return_clause = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    security_exhibit = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    insurance_ends_on = models.DateField(null=True, blank=True)
    phi_access = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="renewed_by"
    )
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
            models.CheckConstraint(
                condition=models.Q(notice_on__isnull=True) | models.Q(notice_on__gte=models.F("starts_on")),
                name="a_notice_is_no_longer_than_the_term",
            ),
            models.CheckConstraint(
                condition=models.Q(annual_value__isnull=True)
                | (models.Q(annual_value__gte=0) & ~models.Q(currency="")),
                name="a_value_is_money_in_a_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["", *ContractDecision.values]),
                name="contract_decision_is_known",
            ),
        ]
        indexes = [
            # serves: the list by last day, and the contracts in force today
            models.Index(fields=["ends_on", "id"], name="contract_by_last_day"),
            # serves: the contracts of a vendor, latest first
            models.Index(fields=["vendor", "-ends_on"], name="contract_of_vendor"),
            # serves: renewals and reminders, by notice date
            models.Index(fields=["notice_on", "id"], name="contract_by_notice_date"),
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

    @classmethod
    def codes_of(cls, name: str) -> dict[str, str]:
        """The codes of a field with choices, each with its words."""
        field: Any = cls._meta.get_field(name)
        return {code: str(words) for code, words in field.flatchoices}

    @property
    def is_signed(self) -> bool:
        """Is it an agreement? What is not yet one is nobody's business but that of who reads contracts in full."""
        return self.status not in UNSIGNED

    def state_on(self, today: date) -> ContractState:
        """How the contract stands on a day."""
        return ContractState(terms.state_on(self.status, self.starts_on, self.ends_on, today))

    @property
    def renews_by_itself(self) -> bool:
        """Does it renew where nobody does anything more?"""
        return renewal.renews_by_itself(self.auto_renew, self.decision)

    def renews_anyway(self, today: date) -> bool:
        """Does it renew whatever happens now: the notice date was missed, or it is decided?"""
        return renewal.renews_anyway(self.auto_renew, self.decision, self.notice_on, today)

    def days_left(self, today: date) -> int:
        """Days after `today` on which it still holds."""
        return terms.days_left(self.ends_on, today)
