"""Taking deliveries in, taking one back, recording received pieces as assets."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.assets import create_asset
from assets.choices import AssetStatus
from assets.models import Asset
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, IllegalTransition, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procurement.actions import store
from hospital_itsm.procurement.models import Purchase, Receipt, ReceiptLine, ReceivedDevice
from hospital_itsm.procurement.queries.deliveries import delivered, recorded
from hospital_itsm.procurement.rules.lifecycle import ORDERED, RECEIVED
from hospital_itsm.procurement.rules.receipts import Delivery, Fault, faults_of, is_whole
from vendors.rules.notice import months_later

MOST_DEVICES: Final = 200
REFUSALS: Final = {
    Fault.NOTHING: gettext_lazy("Say how many came of at least one line."),
    Fault.UNKNOWN: gettext_lazy("This is no line of the order."),
    Fault.NEGATIVE: gettext_lazy("Give zero or more."),
    Fault.TOO_MANY: gettext_lazy("Still to come of this line: %(missing)d. You wrote %(count)d."),
}


@action("purchase.receive", gettext_lazy("received a delivery"))
def receive_goods(
    number: str,
    *,
    actor: Any,
    quantities: Mapping[int, int],
    received_on: date | None = None,
    delivery_note: str = "",
    version: int | None = None,
) -> Receipt:
    """Take a delivery in: pieces by key of the order's lines. The last piece makes the purchase received.

    Raises IllegalTransition, ValueRefused for more than is still to come (field `line_<key>`) or nothing at all.
    """
    purchase = store.lock_purchase(number, actor, "purchase.receive", version)
    store.target_of("receive", purchase)
    order, day = delivered(purchase), received_on or timezone.localdate()
    if errors := _faults(purchase, order, quantities, day):
        raise ValueRefused(errors)
    receipt = Receipt.objects.create(
        purchase=purchase,
        received_on=day,
        delivery_note=one_line(delivery_note)[:60],
        received_by=person(actor),
        entered_at=timezone.now(),
    )
    ReceiptLine.objects.bulk_create(
        ReceiptLine(receipt=receipt, line_id=line, quantity=count)
        for line, count in quantities.items()
        if count
    )
    changes = {"receipt": [None, receipt.pk], "pieces": [None, sum(quantities.values())]}
    if is_whole(order, quantities):
        changes |= store.put(purchase, {"status": store.target_of("complete", purchase)})
    store.save(purchase, changes, actor=actor, verb="purchase.receive")
    return receipt


@step
def _faults(
    purchase: Purchase, order: Mapping[int, Delivery], quantities: Mapping[int, int], day: date
) -> dict[str, str]:
    errors = {}
    for line, fault in faults_of(order, quantities).items():
        words = str(REFUSALS[fault])
        if line is None:
            errors["quantities"] = words
        elif fault == Fault.TOO_MANY:
            errors[f"line_{line}"] = words % {"missing": order[line].missing, "count": quantities[line]}
        else:
            errors[f"line_{line}"] = words
    if day > timezone.localdate():
        errors["received_on"] = _("Give a day until today.")
    elif purchase.ordered_on and day < purchase.ordered_on:
        errors["received_on"] = _("It cannot come before it was ordered.")
    return errors


@action("purchase.take_back_receipt", gettext_lazy("took a delivery back"))
def take_back_receipt(
    number: str, pk: int, *, actor: Any, reason: str, version: int | None = None
) -> Purchase:
    """Take back a delivery that was entered by mistake; the order waits for its pieces again.

    Raises Conflict where pieces of it became assets, or for the second time.
    """
    purchase = store.lock_purchase(number, actor, "purchase.receive", version)
    receipt: Receipt = purchase.receipts.get(pk=pk)
    if receipt.is_void:
        raise Conflict(_("This delivery was taken back already."))
    if purchase.status not in (ORDERED, RECEIVED):
        raise IllegalTransition(_("%(number)s is %(status)s.") % store.named(purchase), [])
    if ReceivedDevice.objects.filter(line__receipt=receipt).exists():
        raise Conflict(_("Pieces of it are recorded as assets. Mend those instead."))
    words = store.reason_of(reason)
    receipt.is_void, receipt.void_reason = True, words
    receipt.save(update_fields=["is_void", "void_reason"])
    changes: dict[str, Any] = {"receipt": [receipt.pk, None]}
    if purchase.status == RECEIVED:
        changes |= store.put(purchase, {"status": store.target_of("reopen", purchase)})
    return store.save(purchase, changes, actor=actor, verb="purchase.take_back_receipt", reason=words)


@action("purchase.record_assets", gettext_lazy("recorded received pieces as assets"))
def record_assets(
    number: str,
    pk: int,
    *,
    actor: Any,
    devices: Sequence[tuple[str, str]],
    version: int | None = None,
) -> list[Asset]:
    """Make assets of pieces of a receipt's line (`pk`): pairs of tag, empty for the next free one, and serial number.

    They carry price, order number, vendor and warranty of the order. Raises Forbidden for who may not edit assets,
    Conflict for more than came, ValueRefused naming the piece at fault: then none is made.
    """
    purchase = store.lock_purchase(number, actor, "purchase.read", version)
    require(actor, "asset.edit")
    line: ReceiptLine = ReceiptLine.objects.select_related("line__model", "receipt").get(
        pk=pk, receipt__purchase=purchase, receipt__is_void=False
    )
    _refuse_devices(line, devices, recorded(purchase).get(line.pk, 0))
    made = [
        _asset(purchase, line, tag, serial, actor, place) for place, (tag, serial) in enumerate(devices, 1)
    ]
    ReceivedDevice.objects.bulk_create(ReceivedDevice(line=line, asset=asset) for asset in made)
    store.save(
        purchase,
        {"assets": [None, [asset.tag for asset in made]]},
        actor=actor,
        verb="purchase.record_assets",
    )
    return made


@step
def _refuse_devices(line: ReceiptLine, devices: Sequence[tuple[str, str]], already: int) -> None:
    if not line.line.asset_class:
        raise Conflict(_("The order does not say what these pieces are, so they are no assets."))
    if not devices:
        raise ValueRefused({"devices": _("Give at least one piece.")})
    if len(devices) > MOST_DEVICES:
        raise ValueRefused({"devices": _("At most %(most)d at once.") % {"most": MOST_DEVICES}})
    if len(devices) > line.quantity - already:
        words = _("%(left)d of %(came)d pieces are not recorded yet; you gave %(count)d.")
        left = line.quantity - already
        raise ValueRefused({"devices": words % {"left": left, "came": line.quantity, "count": len(devices)}})


@step
def _asset(purchase: Purchase, received: ReceiptLine, tag: str, serial: str, actor: Any, place: int) -> Asset:
    assert purchase.chosen is not None  # noqa: S101  an order has one
    bought, day = received.line, received.receipt.received_on
    months = bought.warranty_months
    try:
        return create_asset(
            actor=actor,
            tag=tag,
            status=AssetStatus.RECEIVED,
            asset_class=bought.asset_class,
            model=bought.model,
            name="" if bought.model else bought.what,
            serial=serial,
            acquired_on=day,
            warranty_until=months_later(day, months) if months else None,
            cost=bought.unit_price,
            currency=purchase.currency,
            po_number=purchase.order_number,
            vendor=purchase.chosen.vendor,
        )
    except ValueRefused as refusal:
        words = _("Piece %(place)d: %(fault)s")
        fault = " ".join(str(one) for one in refusal.errors.values())
        raise ValueRefused({"devices": words % {"place": place, "fault": fault}}) from refusal
