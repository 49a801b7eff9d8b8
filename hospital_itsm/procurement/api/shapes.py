"""What REST answers about purchases, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from assets.choices import AssetClass
from assets.models import DeviceModel
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.core.rest.fields import Code, Text, Whole, in_utc
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.choices import Domain
from hospital_itsm.procurement.choices import Interest, PurchaseStatus
from hospital_itsm.procurement.models import Option, OptionLine, Purchase, QuoteFile
from hospital_itsm.procurement.page import Order, order_of
from tickets.api.inputs import phi_decision
from vendors.api.shapes import Amount
from vendors.choices import Clause
from vendors.models import Vendor

PURCHASE = OpenApiParameter(
    "number", OpenApiTypes.STR, OpenApiParameter.PATH, description="Such as PUR-1001."
)
PART = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)
MOST_PIECES = 10**6 - 1


def _clause() -> serializers.ChoiceField:
    return serializers.ChoiceField(Clause.choices, required=False, allow_blank=True)


class PurchaseValues(StrictSerializer):
    """What is to be bought and why; `line` is the id of a budget line."""

    title = Text(max_length=120)
    need = Text(max_length=2000)
    domain = serializers.ChoiceField(Domain.choices)
    line = serializers.PrimaryKeyRelatedField(
        queryset=BudgetLine.objects.select_related("year"), required=False, allow_null=True
    )
    unplanned_reason = Text(max_length=400, required=False, allow_blank=True)
    needed_on = serializers.DateField(required=False, allow_null=True)
    phi_access = _clause()
    interest = serializers.ChoiceField(Interest.choices, required=False, allow_blank=True)
    interest_words = Text(max_length=400, required=False, allow_blank=True)
    phi_decision = phi_decision()


class OptionLineValues(StrictSerializer):
    """Pieces of one thing; with an asset class each piece becomes an asset when it came. `model` is an id."""

    what = Text(max_length=120)
    quantity = Whole(min_value=1, max_value=MOST_PIECES)
    unit_price = Amount(max_digits=12, decimal_places=2)
    asset_class = serializers.ChoiceField(AssetClass.choices, required=False, allow_blank=True)
    model = serializers.PrimaryKeyRelatedField(
        queryset=DeviceModel.objects.all(), required=False, allow_null=True
    )
    warranty_months = Whole(min_value=0, max_value=600, required=False, allow_null=True)


class OptionValues(StrictSerializer):
    """What one vendor offers, named by its name."""

    vendor = Code("name", queryset=Vendor.objects.filter(is_active=True))
    quote_number = Text(max_length=60, required=False, allow_blank=True)
    quoted_on = serializers.DateField(required=False, allow_null=True)
    valid_until = serializers.DateField(required=False, allow_null=True)
    delivery_days = Whole(min_value=0, max_value=3650, required=False, allow_null=True)
    currency = Text(max_length=3)
    extra = Amount(max_digits=14, decimal_places=2, required=False)
    notes = Text(max_length=1000, required=False, allow_blank=True)
    phi_decision = phi_decision()


class NewOption(OptionValues):
    """The same with its lines."""

    lines = serializers.ListField(child=OptionLineValues(), required=False, max_length=200)


class Choice(StrictSerializer):
    """The id of an option, and the decision memo."""

    option = Whole(min_value=1, max_value=2**62)
    memo = Text(max_length=2000)
    phi_decision = phi_decision()


class PurchaseReason(StrictSerializer):
    """Why something is done."""

    reason = Text(max_length=200)


class ClosingReason(StrictSerializer):
    """Why not all of it came; left out where it did."""

    reason = Text(max_length=200, required=False, allow_blank=True)


class PlacedOrder(StrictSerializer):
    """The order as the vendor knows it; without a day it is of today."""

    order_number = Text(max_length=40)
    ordered_on = serializers.DateField(required=False)
    expected_on = serializers.DateField(required=False, allow_null=True)


class ReceivedPieces(StrictSerializer):
    """Pieces of one line of the order, by its id."""

    line = Whole(min_value=1, max_value=2**62)
    quantity = Whole(min_value=0, max_value=MOST_PIECES)


class NewReceipt(StrictSerializer):
    """A delivery; without a day it came today."""

    lines = serializers.ListField(child=ReceivedPieces(), min_length=1, max_length=200)
    received_on = serializers.DateField(required=False)
    delivery_note = Text(max_length=60, required=False, allow_blank=True)


class NewDevice(StrictSerializer):
    """A received piece; without a tag it takes the next free one."""

    tag = Text(max_length=40, required=False, allow_blank=True)
    serial = Text(max_length=80, required=False, allow_blank=True)


class NewDevices(StrictSerializer):
    """Received pieces that become assets."""

    devices = serializers.ListField(child=NewDevice(), min_length=1, max_length=200)


class MadeAssets(serializers.Serializer[Any]):
    """The tags of the assets that were made."""

    tags = serializers.ListField(child=serializers.CharField())


class OptionLineShape(serializers.Serializer[Any]):
    """A line of an option."""

    id = serializers.IntegerField()
    what = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = serializers.CharField()
    amount = serializers.CharField()
    asset_class = serializers.ChoiceField(AssetClass.choices, allow_blank=True)
    model = serializers.IntegerField(allow_null=True)
    warranty_months = serializers.IntegerField(allow_null=True)


class QuoteFileShape(serializers.Serializer[Any]):
    """A file of an option."""

    id = serializers.IntegerField()
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    uploaded_at = serializers.DateTimeField()


class OptionShape(serializers.Serializer[Any]):
    """An option with its lines."""

    id = serializers.IntegerField()
    vendor = serializers.CharField()
    quote_number = serializers.CharField(allow_blank=True)
    quoted_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    delivery_days = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField()
    extra = serializers.CharField()
    amount = serializers.CharField()
    notes = serializers.CharField(allow_blank=True)
    lines = OptionLineShape(many=True)
    files = QuoteFileShape(many=True)


class ReceiptLineShape(serializers.Serializer[Any]):
    """Pieces of one line in a delivery; `unrecorded` are no assets yet though they should be."""

    id = serializers.IntegerField()
    line = serializers.IntegerField()
    quantity = serializers.IntegerField()
    unrecorded = serializers.IntegerField()


class ReceiptShape(serializers.Serializer[Any]):
    """A delivery."""

    id = serializers.IntegerField()
    received_on = serializers.DateField()
    delivery_note = serializers.CharField(allow_blank=True)
    is_void = serializers.BooleanField()
    lines = ReceiptLineShape(many=True)


class PurchaseShape(serializers.Serializer[Any]):
    """A purchase as lists name it; `vendor` and `amount` are those of the chosen option."""

    number = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(PurchaseStatus.choices)
    domain = serializers.ChoiceField(Domain.choices)
    vendor = serializers.CharField(allow_null=True)
    amount = serializers.CharField(allow_null=True)
    currency = serializers.CharField(allow_blank=True)
    line = serializers.IntegerField(allow_null=True)
    asked_by = serializers.CharField(allow_null=True)
    asked_at = serializers.DateTimeField()
    order_number = serializers.CharField(allow_blank=True)
    ordered_on = serializers.DateField(allow_null=True)
    expected_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class WholePurchaseShape(PurchaseShape):
    """A purchase with its options and deliveries."""

    need = serializers.CharField()
    unplanned_reason = serializers.CharField(allow_blank=True)
    needed_on = serializers.DateField(allow_null=True)
    phi_access = serializers.ChoiceField(Clause.choices, allow_blank=True)
    interest = serializers.ChoiceField(Interest.choices, allow_blank=True)
    interest_words = serializers.CharField(allow_blank=True)
    memo = serializers.CharField(allow_blank=True)
    chosen = serializers.IntegerField(allow_null=True)
    end_reason = serializers.CharField(allow_blank=True)
    options = OptionShape(many=True)
    receipts = ReceiptShape(many=True)


def purchase_data(row: Purchase) -> dict[str, Any]:
    """One purchase of a list."""
    return {
        "number": row.number,
        "title": row.title,
        "status": row.status,
        "domain": row.domain,
        "vendor": row.chosen.vendor.name if row.chosen else None,
        "amount": None if row.amount is None else str(row.amount),
        "currency": row.currency,
        "line": row.line_id,
        "asked_by": row.asked_by.username if row.asked_by else None,
        "asked_at": in_utc(row.asked_at),
        "order_number": row.order_number,
        "ordered_on": row.ordered_on,
        "expected_on": row.expected_on,
        "version": row.version,
    }


def whole_data(row: Purchase) -> dict[str, Any]:
    """One purchase with all its parts."""
    plain = (
        "need",
        "unplanned_reason",
        "needed_on",
        "phi_access",
        "interest",
        "interest_words",
        "memo",
        "end_reason",
    )
    options = row.options.select_related("vendor").prefetch_related("lines", "files")
    order = order_of(row)
    return {
        **purchase_data(row),
        **{name: getattr(row, name) for name in plain},
        "chosen": row.chosen_id,
        "options": [option_data(one) for one in options],
        "receipts": _receipts(order) if order else [],
    }


def option_data(row: Option) -> dict[str, Any]:
    """One option with its lines."""
    plain = ("quote_number", "quoted_on", "valid_until", "delivery_days", "currency", "notes")
    return {
        "id": row.pk,
        "vendor": row.vendor.name,
        **{name: getattr(row, name) for name in plain},
        "extra": f"{row.extra:.2f}",
        "amount": f"{row.amount:.2f}",
        "lines": [line_data(one) for one in row.lines.all()],
        "files": [_file_data(one) for one in row.files.all()],
    }


def _file_data(row: QuoteFile) -> dict[str, Any]:
    plain = ("file_name", "content_type", "size", "sha256")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in plain},
        "uploaded_at": in_utc(row.uploaded_at),
    }


def line_data(row: OptionLine) -> dict[str, Any]:
    """One line of an option."""
    return {
        "id": row.pk,
        "what": row.what,
        "quantity": row.quantity,
        "unit_price": f"{row.unit_price:.2f}",
        "amount": f"{row.amount:.2f}",
        "asset_class": row.asset_class,
        "model": row.model_id,
        "warranty_months": row.warranty_months,
    }


def _receipts(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "id": receipt.pk,
            "received_on": receipt.received_on,
            "delivery_note": receipt.delivery_note,
            "is_void": receipt.is_void,
            "lines": [
                {
                    "id": one.line.pk,
                    "line": one.line.line_id,
                    "quantity": one.line.quantity,
                    "unrecorded": one.unrecorded,
                }
                for one in lines
            ],
        }
        for receipt, lines in order.receipts
    ]
