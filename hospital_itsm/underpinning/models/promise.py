"""What a contract promises a time for."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.underpinning.choices import Metric, Unit


class Promise(models.Model):
    """A time a contract promises, counted in a working calendar, with what a miss is worth where the contract says so.

    Clocks take what it says when a ticket is handed over; changing it moves no clock that runs.
    """

    contract = models.ForeignKey("vendors.Contract", on_delete=models.PROTECT, related_name="promises")
    metric = models.CharField(max_length=10, choices=Metric.choices)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=14, choices=Unit.choices)
    calendar = models.ForeignKey("people.WorkCalendar", on_delete=models.PROTECT, related_name="+")
    credit = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["contract", "-metric"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "metric"], name="one_promise_of_a_kind_a_contract"),
            models.CheckConstraint(condition=Q(metric__in=Metric.values), name="vendor_promise_is_known"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="unit_of_a_promise_is_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_promise_takes_some_time"),
            models.CheckConstraint(
                condition=Q(credit__isnull=True, currency="") | (Q(credit__gt=0) & ~Q(currency="")),
                name="a_credit_is_money_in_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.metric}"

    @property
    def audit_label(self) -> str:
        """Contract and kind."""
        return f"{self.contract.number} {self.metric}"

    def get_absolute_url(self) -> str:
        """The page of the contract."""
        return reverse("vendors:contract", args=[self.contract.number])

    @property
    def minutes(self) -> int | None:
        """Its time in minutes; None where it is counted in business days."""
        per_unit: dict[Any, int] = {Unit.MINUTES: 1, Unit.HOURS: 60}
        return self.amount * per_unit[self.unit] if self.unit in per_unit else None

    @property
    def business_days(self) -> int | None:
        """Its business days; None where it is counted in minutes or hours."""
        return self.amount if self.unit == Unit.BUSINESS_DAYS else None
