"""What came of an order, delivery by delivery, and the assets it became."""

from django.db import models
from django.db.models import Q


class Receipt(models.Model):
    """One delivery; taken back by a mark, never deleted."""

    purchase = models.ForeignKey("procurement.Purchase", on_delete=models.PROTECT, related_name="receipts")
    received_on = models.DateField()
    delivery_note = models.CharField(max_length=60, blank=True)
    received_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    is_void = models.BooleanField(default=False)
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class ReceiptLine(models.Model):
    """Pieces of one line of the order in a delivery."""

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("procurement.OptionLine", on_delete=models.PROTECT, related_name="received")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ["line__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["receipt", "line"], name="one_count_a_line_of_a_receipt"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_receipt_is_of_some_pieces"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt} line {self.line_id}"


class ReceivedDevice(models.Model):
    """The asset that one received piece became."""

    line = models.ForeignKey(ReceiptLine, on_delete=models.PROTECT, related_name="devices")
    asset = models.OneToOneField("assets.Asset", on_delete=models.PROTECT, related_name="received_as")

    def __str__(self) -> str:
        return f"{self.line_id} {self.asset_id}"
