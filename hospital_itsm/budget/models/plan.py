"""What is planned: fiscal years, their lines, the contracts each line pays, and changes after approval."""

from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse

from hospital_itsm.budget.choices import Purpose, Spending, YearStatus
from hospital_itsm.budget.queries.budgets import BudgetLineQuerySet, FiscalYearQuerySet
from hospital_itsm.budget.rules.years import months_of, place_of
from hospital_itsm.people.choices import Domain


class DateRange(Func):
    """Both days of a range included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class FiscalYear(models.Model):
    """Twelve months from the first of one. Once approved its lines change by amendment only; closed, not at all."""

    label = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=10, choices=YearStatus.choices, default=YearStatus.DRAFT)
    approved_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = FiscalYearQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")), name="a_fiscal_year_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(status__in=YearStatus.values), name="fiscal_year_status_is_known"
            ),
            ExclusionConstraint(
                name="fiscal_years_do_not_overlap",
                expressions=[
                    (
                        DateRange(
                            "starts_on",
                            "ends_on",
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_label(self) -> str:
        """Its label."""
        return self.label

    @property
    def is_draft(self) -> bool:
        """May its lines change freely?"""
        return self.status == YearStatus.DRAFT

    @property
    def is_closed(self) -> bool:
        """Does it take nothing any more?"""
        return self.status == YearStatus.CLOSED

    @property
    def months(self) -> list[date]:
        """The first days of its months."""
        return months_of(self.starts_on)

    def holds(self, day: date) -> bool:
        """Is the day in this year?"""
        return self.starts_on <= day <= self.ends_on

    def month_place(self, today: date) -> int:
        """How many of its months have begun by `today`, from 0 to 12."""
        return min(max(place_of(self.starts_on, today) + 1, 0), len(self.months))

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:year", args=[self.pk])


class BudgetLine(models.Model):
    """Money for one thing in one fiscal year. `months` are twelve parts of `amount`, exact to the cent."""

    year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="lines")
    name = models.CharField(max_length=120)
    cost_center = models.CharField(max_length=20)
    spending = models.CharField(max_length=8, choices=Spending.choices, default=Spending.OPEX)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.RUN)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="budget_lines"
    )
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    months = ArrayField(models.DecimalField(max_digits=14, decimal_places=2), size=12)
    contracts: Any = models.ManyToManyField(
        "vendors.Contract", through="LineContract", related_name="budget_lines"
    )
    version = models.PositiveIntegerField(default=1)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        ordering = ["cost_center", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                "year", "cost_center", models.functions.Lower("name"), name="a_line_stands_once_a_cost_center"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_plan_is_no_less_than_nothing"),
            models.CheckConstraint(condition=Q(months__len=12), name="a_plan_has_twelve_months"),
            models.CheckConstraint(
                condition=Q(spending__in=Spending.values)
                & Q(purpose__in=Purpose.values)
                & Q(domain__in=Domain.values),
                name="budget_line_codes_are_known",
            ),
        ]
        indexes = [
            # serves: the list of lines, and spend against budget of one year
            models.Index(fields=["year", "cost_center", "name", "id"], name="budget_line_of_year"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Year, cost center and name."""
        return f"{self.year.label} {self.cost_center} {self.name}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:line", args=[self.pk])


class LineContract(models.Model):
    """A contract whose payments come out of a line; in one year it is paid by one line."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="links")
    year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="links")
    contract = models.ForeignKey("vendors.Contract", on_delete=models.PROTECT, related_name="budget_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "year"], name="one_line_pays_a_contract_in_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.contract_id}"


class Amendment(models.Model):
    """A change of an approved amount with its reason; never changed."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="amendments")
    before = models.DecimalField(max_digits=14, decimal_places=2)
    after = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=400)
    made_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.line_id} {self.before} {self.after}"
