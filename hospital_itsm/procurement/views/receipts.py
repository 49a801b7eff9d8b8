"""Taking deliveries in and back, and recording what came as assets."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.procurement.actions import receipts
from hospital_itsm.procurement.forms.purchases import AssetsForm, ReasonForm, ReceiveForm
from hospital_itsm.procurement.models import OptionLine, Purchase, ReceiptLine
from hospital_itsm.procurement.queries.deliveries import delivered, recorded
from hospital_itsm.procurement.views.purchases import purchase_or_404


class ReceiveView(FormPage):
    """`/purchases/<number>/receive/`."""

    access = "purchase.receive"
    button = gettext_lazy("Receive it")
    done = gettext_lazy("The delivery is recorded.")

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address."""
        return purchase_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """How many came of each line that is not complete."""
        names = dict(OptionLine.objects.filter(option=row.chosen_id).values_list("pk", "what"))
        open_lines = {pk: (names[pk], one.missing) for pk, one in delivered(row).items() if one.missing}
        first = {"version": row.version, "received_on": timezone.localdate()}
        return ReceiveForm(posted(request), initial=first, lines=open_lines)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Take it in."""
        says = {name: data[name] for name in ("received_on", "delivery_note", "version")}
        pieces = {
            int(name.removeprefix("line_")): count or 0
            for name, count in data.items()
            if name.startswith("line_")
        }
        receipts.receive_goods(row.number, actor=request.user, quantities=pieces, **says)
        return row

    def heading(self, row: Any) -> str:
        """Names the order."""
        return _("Receive a delivery of %(number)s") % {"number": row.number}


class TakeBackView(FormPage):
    """`/purchases/<number>/receipts/<key>/take-back/`."""

    access = "purchase.receive"
    button = gettext_lazy("Take it back")
    done = gettext_lazy("The delivery counts no more.")

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address, where the delivery is one of it."""
        purchase = purchase_or_404(request, where["number"])
        self.receipt = get_object_or_404(purchase.receipts, pk=where["pk"])
        return purchase

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Take it back."""
        return receipts.take_back_receipt(row.number, self.receipt.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names the order."""
        return _("Take a delivery of %(number)s back") % {"number": row.number}


class AssetsView(FormPage):
    """`/purchases/<number>/received/<key>/assets/`: tags and serial numbers of pieces that came."""

    access = "purchase.read"
    button = gettext_lazy("Record them")
    done = gettext_lazy("The pieces are assets now.")

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address, where the line is one of its deliveries, for who may add assets."""
        purchase = purchase_or_404(request, where["number"])
        lines = ReceiptLine.objects.select_related("line").filter(receipt__is_void=False)
        self.line = get_object_or_404(lines, pk=where["pk"], receipt__purchase=purchase)
        require(request.user, "asset.edit")
        return purchase

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The pieces."""
        return AssetsForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Record them."""
        receipts.record_assets(row.number, self.line.pk, actor=request.user, **data)
        return row

    def heading(self, row: Any) -> str:
        """Names what came."""
        return _("Record “%(what)s” as assets") % {"what": self.line.line.what}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """How many are waiting."""
        left = self.line.quantity - recorded(row).get(self.line.pk, 0)
        words = _("%(left)d of %(came)d pieces wait for their tag.")
        return {"told": words % {"left": left, "came": self.line.quantity}}
