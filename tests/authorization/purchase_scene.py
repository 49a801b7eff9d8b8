"""The purchases that the matrix reaches for."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.procurement.models import Option, OptionLine, Purchase, QuoteFile, Receipt, ReceiptLine
from tests.world import World


@dataclass(frozen=True)
class PurchaseScene:
    """The vendor manager's purchases: a draft to submit, one that waits, one approved, one half received."""

    draft: Purchase
    waiting: Purchase
    approved: Purchase
    ordered: Purchase
    line: OptionLine
    receipt: Receipt
    came: ReceiptLine
    quote: QuoteFile

    @classmethod
    def build(cls, world: World) -> "PurchaseScene":
        """Store it."""
        draft, line = _purchase(world, "PUR-1", "draft")
        waiting, _line = _purchase(world, "PUR-2", "in_review")
        ApprovalRequest.objects.create(
            kind="purchase",
            subject=waiting.pk,
            label="PUR-2",
            amount=Decimal("100.00"),
            currency="USD",
            asked_by=world.vendor_manager,
            asked_at=timezone.now(),
        ).steps.create(position=1, approver="it_manager")
        approved, _line = _purchase(world, "PUR-3", "approved")
        ordered, wanted = _purchase(
            world, "PUR-4", "ordered", order_number="PO-4", ordered_on=timezone.localdate()
        )
        receipt = Receipt.objects.create(
            purchase=ordered, received_on=timezone.localdate(), entered_at=timezone.now()
        )
        came = ReceiptLine.objects.create(receipt=receipt, line=wanted, quantity=1)
        return cls(draft, waiting, approved, ordered, line, receipt, came, _quote(line.option))


def _quote(option: Option) -> QuoteFile:
    return QuoteFile.objects.create(
        option=option,
        file_name="quote.pdf",
        stored_name=default_storage.save("quote-of-the-scene", ContentFile(b"%PDF-1.7")),
        content_type="application/pdf",
        size=8,
        sha256="0" * 64,
        uploaded_at=timezone.now(),
    )


def _purchase(world: World, number: str, status: str, **values: Any) -> tuple[Purchase, OptionLine]:
    purchase = Purchase.objects.create(
        number=number,
        title="Switches",
        need="The old ones lose power.",
        domain="infrastructure",
        unplanned_reason="A pipe burst.",
        interest="none",
        memo="The only one that fits.",
        amount=None if status == "draft" else Decimal("100.00"),
        currency="USD",
        status=status,
        asked_by=world.vendor_manager,
        asked_at=timezone.now(),
        **values,
    )
    option = Option.objects.create(purchase=purchase, vendor=world.vendor, currency="USD")
    line = OptionLine.objects.create(
        option=option,
        position=1,
        what="Switch",
        quantity=2,
        unit_price=Decimal("50.00"),
        asset_class="network_device",
    )
    purchase.chosen = option
    purchase.save(update_fields=["chosen"])
    return purchase, line
