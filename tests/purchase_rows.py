"""Purchases whose pages' statements are counted."""

from decimal import Decimal

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.procurement.models import (
    Option,
    OptionLine,
    Purchase,
    Receipt,
    ReceiptLine,
    ReceivedDevice,
)
from tests.world import World


def store(world: World, rows: int) -> None:
    """Store missing purchases, and on the one that is looked at options, lines and deliveries: `rows` of each."""
    for number in range(Purchase.objects.count(), rows):
        _purchase(world, "PUR-ROWS" if number == 0 else f"PUR-{number}")
    watched = Purchase.objects.get(number="PUR-ROWS")
    for number in range(watched.options.count(), rows):
        _option(world, watched, number)
    for number in range(watched.receipts.count(), rows):
        _receipt(watched, number)


def _purchase(world: World, number: str) -> Purchase:
    made = Purchase.objects.create(
        number=number,
        title="Switches",
        need="The old ones lose power.",
        domain="infrastructure",
        memo="The only one that fits.",
        amount=Decimal("100.00"),
        currency="USD",
        status="ordered",
        order_number=number.replace("PUR", "PO"),
        ordered_on=timezone.localdate(),
        asked_by=world.vendor_manager,
        asked_at=timezone.now(),
    )
    made.chosen = _option(world, made, 0)
    made.save(update_fields=["chosen"])
    return made


def _option(world: World, purchase: Purchase, number: int) -> Option:
    option = Option.objects.create(purchase=purchase, vendor=world.vendor, currency="USD")
    OptionLine.objects.bulk_create(
        OptionLine(
            option=option,
            position=place,
            what=f"Switch {number} {place}",
            quantity=100,
            unit_price=Decimal("50.00"),
            asset_class="network_device",
        )
        for place in (1, 2)
    )
    return option


def _receipt(purchase: Purchase, number: int) -> None:
    receipt = Receipt.objects.create(
        purchase=purchase, received_on=timezone.localdate(), entered_at=timezone.now()
    )
    for line in OptionLine.objects.filter(option=purchase.chosen_id):
        came = ReceiptLine.objects.create(receipt=receipt, line=line, quantity=1)
        free = Asset.objects.filter(received_as__isnull=True).order_by("pk").first()
        if free is not None and number % 2:
            ReceivedDevice.objects.create(line=came, asset=free)
