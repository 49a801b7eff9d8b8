"""What was spent: cost entries, and their sums by month, which spend against budget reads."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from hospital_itsm.budget.models.of_line import OfLine
from hospital_itsm.budget.queries.budgets import CostEntryQuerySet


class CostEntry(models.Model):
    """An amount spent on a day, or given back where it is negative; taken back by a mark, never deleted.

    An invoice of one vendor is booked once; `position` tells its parts apart where it is divided.
    """

    year = models.ForeignKey("budget.FiscalYear", on_delete=models.PROTECT, related_name="entries")
    line = models.ForeignKey(
        "budget.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    cost_center = OfLine()
    domain = OfLine()
    purpose = OfLine()
    booked_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="cost_entries"
    )
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="cost_entries"
    )
    asset = models.ForeignKey(
        "assets.Asset", null=True, blank=True, on_delete=models.PROTECT, related_name="cost_entries"
    )
    service = models.ForeignKey(
        "assets.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="cost_entries"
    )
    invoice_number = models.CharField(max_length=60, blank=True)
    position = models.CharField(max_length=20, blank=True)
    order_number = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=40, blank=True)
    batch = models.PositiveBigIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    is_void = models.BooleanField(default=False)
    void_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CostEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="an_entry_is_of_some_money"),
        ]
        indexes = [
            # serves: the list of entries by day
            models.Index(fields=["-booked_on", "-id"], name="cost_entry_newest"),
            # serves: the list of the few that were taken back
            models.Index(
                fields=["-booked_on", "-id"], name="cost_entry_taken_back", condition=Q(is_void=True)
            ),
            # serves: the list of entries by amount
            models.Index(fields=["-amount", "-id"], name="cost_entry_largest"),
            # serves: the entries of a line, and of a year
            models.Index(fields=["line", "-booked_on", "-id"], name="cost_entry_of_line"),
            models.Index(fields=["year", "-booked_on", "-id"], name="cost_entry_of_year"),
            # serves: the list of one cost center, domain or purpose, however long ago its entries are
            models.Index(fields=["cost_center", "-booked_on", "-id"], name="cost_entry_of_center"),
            models.Index(fields=["domain", "-booked_on", "-id"], name="cost_entry_of_domain"),
            models.Index(fields=["purpose", "-booked_on", "-id"], name="cost_entry_of_purpose"),
            # serves: is an invoice booked already; two of merged vendors may stand, so that it is no constraint
            models.Index(
                "vendor", Upper("invoice_number"), name="cost_of_invoice", condition=~Q(invoice_number="")
            ),
            # serves: what was invoiced of an order
            models.Index(Upper("order_number"), name="cost_of_order", condition=~Q(order_number="")),
            # serves: searching the list for a part of an invoice number, or of what it was for
            GinIndex(OpClass(Upper("invoice_number"), "gin_trgm_ops"), name="cost_entry_invoice_words"),
            GinIndex(OpClass(Upper("what"), "gin_trgm_ops"), name="cost_entry_what_words"),
            # serves: what an asset, a service, a vendor cost
            models.Index(
                fields=["asset", "booked_on"], name="cost_of_asset", condition=Q(asset__isnull=False)
            ),
            models.Index(
                fields=["service", "booked_on"], name="cost_of_service", condition=Q(service__isnull=False)
            ),
            models.Index(fields=["vendor", "-booked_on", "-id"], name="cost_of_vendor"),
            # serves: taking an import back
            models.Index(fields=["batch"], name="cost_of_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number; what the invoice says stays out of the trail."""
        return f"cost entry {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:entry", args=[self.pk])


class SpentMonth(models.Model):
    """The sum of the entries of a line in a month, in one currency; kept by every booking in its own transaction.

    Entries on no line stand under their year alone.
    """

    year = models.ForeignKey("budget.FiscalYear", on_delete=models.PROTECT, related_name="spent")
    line = models.ForeignKey("budget.BudgetLine", null=True, on_delete=models.CASCADE, related_name="spent")
    month = models.DateField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "line", "month", "currency"],
                name="one_sum_a_line_and_month",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.month}"
