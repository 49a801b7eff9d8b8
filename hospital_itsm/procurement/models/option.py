"""What vendors offer: options of a purchase, and the lines of each."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from assets.choices import AssetClass
from hospital_itsm.procurement.rules.money import cost_of


class Option(models.Model):
    """One offer of one vendor; `extra` are shipping and taxes, `notes` what speaks for it and against it."""

    purchase = models.ForeignKey("procurement.Purchase", on_delete=models.CASCADE, related_name="options")
    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="purchase_options")
    quote_number = models.CharField(max_length=60, blank=True)
    quoted_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    delivery_days = models.PositiveSmallIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    extra = models.DecimalField(
        max_digits=14, decimal_places=2, default=Decimal("0.00"), validators=[MinValueValidator(Decimal(0))]
    )
    notes = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(extra__gte=0), name="shipping_is_no_less_than_nothing")
        ]

    def __str__(self) -> str:
        return f"option {self.pk}"

    @property
    def amount(self) -> Decimal:
        """What it costs in all; reads its lines."""
        return cost_of(((one.quantity, one.unit_price) for one in self.lines.all()), self.extra)


class OptionLine(models.Model):
    """Pieces of one thing. With an asset class each piece that comes is to be recorded as an asset."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(
        max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    asset_class = models.CharField(max_length=16, choices=AssetClass.choices, blank=True)
    model = models.ForeignKey(
        "assets.DeviceModel", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    warranty_months = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["option", "position"], name="one_line_a_position_of_an_option"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(unit_price__gte=0), name="a_line_is_of_some_pieces"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.option} line {self.position}"

    @property
    def amount(self) -> Decimal:
        """Pieces times price."""
        return self.quantity * self.unit_price
