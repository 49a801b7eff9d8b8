"""A purchase from the wish to the last piece received."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from hospital_itsm.people.choices import Domain
from hospital_itsm.procurement.choices import Interest, PurchaseStatus
from hospital_itsm.procurement.queries.purchases import PurchaseQuerySet
from vendors.choices import Clause


class Purchase(models.Model):
    """What is to be bought, why, and how far it is. Options and their lines say from whom and for how much.

    Who asked, who chose and who submitted it approve no step of it. `amount` and `currency` are those of the chosen
    option from the day it was submitted. Without a budget line `unplanned_reason` says why it is bought outside the
    budget.
    """

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    need = models.CharField(max_length=2000)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    line = models.ForeignKey(
        "budget.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="purchases"
    )
    unplanned_reason = models.CharField(max_length=400, blank=True)
    needed_on = models.DateField(null=True, blank=True)
    phi_access = models.CharField(max_length=3, choices=Clause.choices, blank=True)
    interest = models.CharField(max_length=8, choices=Interest.choices, blank=True)
    interest_words = models.CharField(max_length=400, blank=True)
    chosen = models.ForeignKey(
        "procurement.Option", null=True, blank=True, on_delete=models.SET_NULL, related_name="chosen_for"
    )
    chosen_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    memo = models.CharField(max_length=2000, blank=True)
    status = models.CharField(max_length=10, choices=PurchaseStatus.choices, default=PurchaseStatus.DRAFT)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="purchases")
    asked_at = models.DateTimeField()
    order_number = models.CharField(max_length=40, blank=True)
    ordered_on = models.DateField(null=True, blank=True)
    ordered_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expected_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PurchaseStatus.values) & Q(domain__in=Domain.values),
                name="purchase_codes_are_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "cancelled")) | Q(amount__isnull=False),
                name="what_is_submitted_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("ordered", "received"))
                | (~Q(order_number="") & Q(ordered_on__isnull=False)),
                name="what_is_ordered_has_its_order_number",
            ),
            models.UniqueConstraint(
                Upper("order_number"), condition=~Q(order_number=""), name="one_purchase_an_order_number"
            ),
        ]
        indexes = [
            # serves: the list by status, latest first
            models.Index(fields=["status", "-id"], name="purchase_of_status"),
            # serves: what one person asked for, latest first
            models.Index(fields=["asked_by", "-id"], name="purchase_of_asker"),
            # serves: what a budget line is committed to
            models.Index(fields=["line", "status"], name="purchase_of_line"),
            # serves: orders that are late
            models.Index(fields=["expected_on"], name="purchase_expected", condition=Q(status="ordered")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_label(self) -> str:
        """Its number."""
        return self.number

    @property
    def is_draft(self) -> bool:
        """May it still be changed?"""
        return self.status == PurchaseStatus.DRAFT

    def days_late(self, today: date) -> int:
        """How many days ago it should have been here; 0 where it is in time or nothing is promised."""
        if self.status != PurchaseStatus.ORDERED or self.expected_on is None:
            return 0
        return max((today - self.expected_on).days, 0)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("procurement:purchase", args=[self.number])
