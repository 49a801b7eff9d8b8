"""What of an order came, and which of it became assets."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Sum

from hospital_itsm.procurement.rules.receipts import Delivery


def delivered(purchase: Any) -> Mapping[int, Delivery]:
    """The lines of an order with what came so far, by key and in their order: two statements."""
    from hospital_itsm.procurement.models import OptionLine, ReceiptLine

    came = dict(
        ReceiptLine.objects.filter(receipt__purchase=purchase, receipt__is_void=False)
        .values_list("line")
        .annotate(whole=Sum("quantity"))
        .order_by()
    )
    lines = OptionLine.objects.filter(option=purchase.chosen_id).values_list("pk", "quantity")
    return {pk: Delivery(ordered, came.get(pk, 0)) for pk, ordered in lines.order_by("position", "pk")}


def recorded(purchase: Any) -> Mapping[int, int]:
    """How many received pieces became assets, by line of a receipt: one statement."""
    from hospital_itsm.procurement.models import ReceivedDevice

    rows = ReceivedDevice.objects.filter(line__receipt__purchase=purchase).values_list("line")
    return dict(rows.annotate(count=Count("pk")).order_by())
