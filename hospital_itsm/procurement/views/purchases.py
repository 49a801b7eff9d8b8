"""Purchases: the list, the page of one, the forms that ask and change."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals.shown import approvals_of
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.procurement.actions import purchases
from hospital_itsm.procurement.actions.purchase_life import KIND
from hospital_itsm.procurement.choices import PurchaseStatus
from hospital_itsm.procurement.exported import purchase_rows
from hospital_itsm.procurement.filters import SORTS, PurchaseFilters
from hospital_itsm.procurement.forms.purchases import PurchaseForm, purchase_fields
from hospital_itsm.procurement.marks import line_of
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.obstacles import foreseen, missing_of, order_obstacles_of
from hospital_itsm.procurement.page import invoices_of, options_of, order_of
from hospital_itsm.procurement.rules.lifecycle import BY_ITSELF, LIFECYCLE


class PurchasesView(ListPage):
    """`/purchases/`: those this person may see, the latest first."""

    access = "purchase.read"
    template = "procurement/purchases.html"
    rows_template = "procurement/_purchase_rows.html"
    filters = PurchaseFilters
    orders = SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible purchases with vendor and line."""
        return purchase_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """What to choose from, and whether this person asks for purchases."""
        return {
            "statuses": PurchaseStatus.choices,
            "status": request.GET.get("status", ""),
            "domains": Domain.choices,
            "domain": request.GET.get("domain", ""),
            "may_ask": can(request.user, "purchase.ask"),
        }


class PurchaseView(PageView):
    """`/purchases/<number>/`: the need, the options and the memo, who decides, what came, what was invoiced."""

    access = "purchase.read"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """Show it."""
        purchase, user = purchase_or_404(request, number), request.user
        steps = {
            row.verb
            for row in LIFECYCLE.allowed(purchase.status, lambda verb: can(user, verb, purchase))
            if row.verb not in BY_ITSELF
        }
        order = order_of(purchase)
        context = {
            "purchase": purchase,
            "line": line_of(purchase, timezone.localdate()),
            "steps": steps,
            "may_edit": purchase.is_draft and can(user, "purchase.edit", purchase),
            "lacks": _lacks(purchase, user) if purchase.is_draft else (),
            "waits": order_obstacles_of(purchase) if "order" in steps else (),
            "options": options_of(purchase),
            "approvals": approvals_of(KIND, purchase, user),
            "order": order,
            "invoices": invoices_of(purchase, user),
            "may_copy": can(user, "purchase.ask"),
            "may_record": can(user, "asset.edit"),
            "may_take_back": can(user, "purchase.receive", purchase),
            "may_book": can(user, "cost.book"),
        }
        return render(request, "procurement/purchase.html", context)


def _lacks(purchase: Purchase, user: Any) -> list[str]:
    return [*missing_of(purchase).values(), *foreseen(purchase, user)]


class NewPurchaseView(FormPage):
    """`/purchases/new/`."""

    access = "purchase.ask"
    button = gettext_lazy("Ask for it")
    done = gettext_lazy("The purchase is a draft. Now add what vendors offer.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What and why."""
        return PurchaseForm(posted(request), actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Draft it."""
        data.pop("version")
        return purchases.create_purchase(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Ask for a purchase")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("procurement:purchases")


class EditPurchaseView(FormPage):
    """`/purchases/<number>/edit/`."""

    access = "purchase.edit"
    button = gettext_lazy("Save")
    done = gettext_lazy("The purchase is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address."""
        return purchase_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return PurchaseForm(posted(request), initial=purchase_fields(row), actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Change it."""
        version = data.pop("version")
        return purchases.change_purchase(row.number, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in purchase_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(number)s") % {"number": row.number}


def purchase_or_404(request: HttpRequest, number: str) -> Purchase:
    """The purchase of an address."""
    found: Purchase = get_object_or_404(purchase_rows(request.user), number=number)
    return found
