"""Purchases over REST: asked for, weighed, approved, ordered, received."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.procurement.actions import options, purchase_life, purchases, receipts
from hospital_itsm.procurement.api.shapes import (
    PART,
    PURCHASE,
    Choice,
    ClosingReason,
    MadeAssets,
    NewDevices,
    NewOption,
    NewReceipt,
    OptionLineValues,
    OptionValues,
    PlacedOrder,
    PurchaseReason,
    PurchaseShape,
    PurchaseValues,
    WholePurchaseShape,
    purchase_data,
    whole_data,
)
from hospital_itsm.procurement.exported import purchase_rows
from hospital_itsm.procurement.filters import SORTS, PurchaseFilters
from hospital_itsm.procurement.models import Option, OptionLine, Purchase, Receipt, ReceiptLine

READ = ("purchase.read", "purchases:read")
ASK = ("purchase.ask", "purchases:write")
EDIT = ("purchase.edit", "purchases:write")
ORDER = ("purchase.order", "purchases:write")
RECEIVE = ("purchase.receive", "purchases:write")
RECORD = ("asset.edit", "purchases:write")
STEPS: Final[dict[str, tuple[Callable[..., Purchase], Any, Any, str]]] = {
    "choose": (options.choose_option, EDIT, Choice, "Choose an option with the decision memo."),
    "submit": (purchase_life.submit_purchase, EDIT, Nothing, "Ask for approval by amount and domain."),
    "withdraw": (purchase_life.withdraw_purchase, EDIT, PurchaseReason, "Make it a draft again."),
    "order": (purchase_life.place_order, ORDER, PlacedOrder, "Record the order of an approved purchase."),
    "close": (purchase_life.close_purchase, ORDER, ClosingReason, "Close it; it binds no money any more."),
    "cancel": (purchase_life.cancel_purchase, EDIT, PurchaseReason, "Give it up, with a reason."),
}


class Answers(Endpoint):
    """What the endpoints of one purchase share."""

    def found(self, request: Request, number: str) -> Purchase:
        """The purchase of the address. Raises Http404."""
        row: Purchase = get_object_or_404(purchase_rows(request.user), number=number)
        return row

    def part(self, rows: Any, pk: int) -> None:
        """Raise Http404 where the part of the address is none of these."""
        if not rows.filter(pk=pk).exists():
            raise Http404

    def answer(self, request: Request, number: str, status: int = 200) -> Response:
        """The whole purchase with its version as a tag."""
        row = self.found(request, number)
        return tagged(Response(whole_data(row), status=status), row.version)


class Plain(Answers):
    """One purchase or a part of it: no parameter stands in the address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())


class Purchases(ListedEndpoint, Answers):
    """Purchases, the latest first."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": ASK, "partial_update": EDIT, "copy": ASK}
    filters = PurchaseFilters
    orders = SORTS

    @extend_schema(
        operation_id="purchases_list",
        parameters=parameters_of(PurchaseFilters, SORTS),
        responses=page_shape("PurchasesPage", PurchaseShape),
    )
    def list(self, request: Request) -> Response:
        """Those the caller may see."""
        return Response(page_data(self.page_of(request, purchase_rows(request.user)), purchase_data))

    @extend_schema(operation_id="purchases_read", parameters=[PURCHASE, ETAG], responses=WholePurchaseShape)
    def retrieve(self, request: Request, number: str) -> Response:
        """One purchase with options and deliveries."""
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_create",
        parameters=[ETAG],
        request=PurchaseValues,
        responses={201: WholePurchaseShape},
    )
    def create(self, request: Request) -> Response:
        """Ask for a purchase; it is a draft."""
        made = purchases.create_purchase(actor=request.user, **values_of(request, PurchaseValues))
        return self.answer(request, made.number, status=201)

    @extend_schema(
        operation_id="purchases_change",
        parameters=[PURCHASE, IF_MATCH, ETAG],
        request=PurchaseValues,
        responses=WholePurchaseShape,
    )
    def partial_update(self, request: Request, number: str) -> Response:
        """Change a draft."""
        version, given = matched_version(request), values_of(request, PurchaseValues, partial=True)
        decision = given.pop("phi_decision", "")
        self.found(request, number)
        purchases.change_purchase(
            number, actor=request.user, fields=given, version=version, phi_decision=decision
        )
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_copy",
        parameters=[PURCHASE, ETAG],
        request=Nothing,
        responses={201: WholePurchaseShape},
    )
    def copy(self, request: Request, number: str) -> Response:
        """Draft the same again with all its options."""
        values_of(request, Nothing)
        made = purchases.copy_purchase(self.found(request, number).number, actor=request.user)
        return self.answer(request, made.number, status=201)


class PurchaseSteps(Plain):
    """POST a step of a purchase's life; `If-Match` names the version that was read."""

    needs: ClassVar = {verb: needs for verb, (_act, needs, _shape, _words) in STEPS.items()}


def _step(verb: str) -> Callable[..., Response]:
    act, _needs, shape, words = STEPS[verb]

    def method(self: PurchaseSteps, request: Request, number: str) -> Response:
        version, given = matched_version(request), values_of(request, shape)
        act(self.found(request, number).number, actor=request.user, version=version, **given)
        return self.answer(request, number)

    method.__name__, method.__doc__ = verb, words
    documented = extend_schema(
        operation_id=f"purchases_{verb}",
        parameters=[PURCHASE, IF_MATCH, ETAG],
        request=shape,
        responses=WholePurchaseShape,
    )
    return documented(method)


for _verb in STEPS:
    setattr(PurchaseSteps, _verb, _step(_verb))


class Options(Plain):
    """The options of a draft and their lines."""

    needs: ClassVar = {
        "create": EDIT, "partial_update": EDIT, "destroy": EDIT, "add_line": EDIT, "change_line": EDIT,
        "remove_line": EDIT,
    }  # fmt: skip

    @extend_schema(
        operation_id="purchases_options_create",
        parameters=[PURCHASE, IF_MATCH, ETAG],
        request=NewOption,
        responses={201: WholePurchaseShape},
    )
    def create(self, request: Request, number: str) -> Response:
        """Add what one vendor offers, with its lines."""
        version, given = matched_version(request), values_of(request, NewOption)
        self.found(request, number)
        options.add_option(number, actor=request.user, version=version, **given)
        return self.answer(request, number, status=201)

    @extend_schema(
        operation_id="purchases_options_change",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        request=OptionValues,
        responses=WholePurchaseShape,
    )
    def partial_update(self, request: Request, number: str, pk: int) -> Response:
        """Change an option of a draft."""
        version, given = matched_version(request), values_of(request, OptionValues, partial=True)
        decision = given.pop("phi_decision", "")
        self.part(Option.objects.filter(purchase=self.found(request, number)), pk)
        options.change_option(
            number, pk, actor=request.user, fields=given, version=version, phi_decision=decision
        )
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_options_remove",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        responses=WholePurchaseShape,
    )
    def destroy(self, request: Request, number: str, pk: int) -> Response:
        """Remove an option of a draft."""
        version = matched_version(request)
        self.part(Option.objects.filter(purchase=self.found(request, number)), pk)
        options.remove_option(number, pk, actor=request.user, version=version)
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_lines_create",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        request=OptionLineValues,
        responses={201: WholePurchaseShape},
    )
    def add_line(self, request: Request, number: str, pk: int) -> Response:
        """Add a line to an option of a draft."""
        version, given = matched_version(request), values_of(request, OptionLineValues)
        self.part(Option.objects.filter(purchase=self.found(request, number)), pk)
        options.add_line(number, pk, actor=request.user, version=version, **given)
        return self.answer(request, number, status=201)

    @extend_schema(
        operation_id="purchases_lines_change",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        request=OptionLineValues,
        responses=WholePurchaseShape,
    )
    def change_line(self, request: Request, number: str, pk: int) -> Response:
        """Change a line of a draft; `pk` is the line's."""
        version, given = matched_version(request), values_of(request, OptionLineValues, partial=True)
        self.part(OptionLine.objects.filter(option__purchase=self.found(request, number)), pk)
        options.change_line(number, pk, actor=request.user, fields=given, version=version)
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_lines_remove",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        responses=WholePurchaseShape,
    )
    def remove_line(self, request: Request, number: str, pk: int) -> Response:
        """Remove a line of a draft."""
        version = matched_version(request)
        self.part(OptionLine.objects.filter(option__purchase=self.found(request, number)), pk)
        options.remove_line(number, pk, actor=request.user, version=version)
        return self.answer(request, number)


class Receipts(Plain):
    """Deliveries of an order, and what became of them."""

    needs: ClassVar = {"create": RECEIVE, "take_back": RECEIVE, "record": RECORD}

    @extend_schema(
        operation_id="purchases_receipts_create",
        parameters=[PURCHASE, IF_MATCH, ETAG],
        request=NewReceipt,
        responses={201: WholePurchaseShape},
    )
    def create(self, request: Request, number: str) -> Response:
        """Take a delivery in; the last piece makes the purchase received."""
        version, given = matched_version(request), values_of(request, NewReceipt)
        self.found(request, number)
        pieces: dict[int, int] = {}
        for one in given.pop("lines"):
            pieces[one["line"]] = pieces.get(one["line"], 0) + one["quantity"]
        receipts.receive_goods(number, actor=request.user, quantities=pieces, version=version, **given)
        return self.answer(request, number, status=201)

    @extend_schema(
        operation_id="purchases_receipts_take_back",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        request=PurchaseReason,
        responses=WholePurchaseShape,
    )
    def take_back(self, request: Request, number: str, pk: int) -> Response:
        """Take back a delivery that was entered by mistake."""
        version, given = matched_version(request), values_of(request, PurchaseReason)
        self.part(Receipt.objects.filter(purchase=self.found(request, number)), pk)
        receipts.take_back_receipt(number, pk, actor=request.user, version=version, **given)
        return self.answer(request, number)

    @extend_schema(
        operation_id="purchases_receipts_record_assets",
        parameters=[PURCHASE, PART, IF_MATCH],
        request=NewDevices,
        responses={201: MadeAssets},
    )
    def record(self, request: Request, number: str, pk: int) -> Response:
        """Make assets of received pieces; `pk` is a line of a delivery."""
        version, given = matched_version(request), values_of(request, NewDevices)
        rows = ReceiptLine.objects.filter(
            receipt__purchase=self.found(request, number), receipt__is_void=False
        )
        self.part(rows, pk)
        pairs = [(one.get("tag", ""), one.get("serial", "")) for one in given["devices"]]
        made = receipts.record_assets(number, pk, actor=request.user, devices=pairs, version=version)
        return Response({"tags": [asset.tag for asset in made]}, status=201)
