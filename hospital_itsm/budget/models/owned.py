"""What things, services and vendors cost in a fiscal year, counted ahead so that they can be compared."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from hospital_itsm.budget.choices import Owned
from hospital_itsm.budget.queries.budgets import OwnedCostQuerySet


class OwnedCost(models.Model):
    """What one of them costs in a year in one currency, by its parts; `counting` alone writes it.

    `label` is the tag, the code or the name of the vendor, `name` what it is. `coming` is what the contracts of a
    vendor still cost. `lacks_price`: the price or day of the purchase is not known, so that wear is not counted.
    """

    year = models.ForeignKey("budget.FiscalYear", on_delete=models.CASCADE, related_name="owned_costs")
    kind = models.CharField(max_length=8, choices=Owned.choices)
    asset = models.ForeignKey("assets.Asset", null=True, on_delete=models.CASCADE, related_name="owned_costs")
    service = models.ForeignKey(
        "assets.Service", null=True, on_delete=models.CASCADE, related_name="owned_costs"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, on_delete=models.CASCADE, related_name="owned_costs"
    )
    label = models.CharField(max_length=120)
    name = models.CharField(max_length=240, blank=True)
    currency = models.CharField(max_length=3)
    worn = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    shared = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    booked = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    coming = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    lacks_price = models.BooleanField(default=False)

    objects = OwnedCostQuerySet.as_manager()

    class Meta:
        ordering = ["currency", "-amount", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "asset", "service", "vendor", "currency"],
                name="a_cost_is_counted_once_a_year_and_currency",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind=Owned.ASSET, asset__isnull=False, service__isnull=True, vendor__isnull=True)
                | Q(kind=Owned.SERVICE, asset__isnull=True, service__isnull=False, vendor__isnull=True)
                | Q(kind=Owned.VENDOR, asset__isnull=True, service__isnull=True, vendor__isnull=False),
                name="a_cost_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount=models.F("worn") + models.F("shared") + models.F("booked") + models.F("coming")
                ),
                name="a_cost_is_the_sum_of_its_parts",
            ),
        ]
        indexes = [
            # serves: the list by cost, of all currencies and of one
            models.Index(fields=["year", "kind", "currency", "-amount", "-id"], name="owned_cost_largest"),
            # serves: the list by name
            models.Index(fields=["year", "kind", "label", "id"], name="owned_cost_by_label"),
            # serves: searching the list
            GinIndex(OpClass(Upper("label"), "gin_trgm_ops"), name="owned_cost_label_words"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="owned_cost_name_words"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.currency}"

    @property
    def of(self) -> models.Model | None:
        """What it is the cost of."""
        found: models.Model | None = getattr(self, self.kind)
        return found


class Counting(models.Model):
    """When the costs of a year were counted last."""

    year = models.OneToOneField("budget.FiscalYear", on_delete=models.CASCADE, related_name="counting")
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.year_id} {self.counted_at}"
