"""The steps of a purchase's life."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, IllegalTransition, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.procurement.actions import purchase_life
from hospital_itsm.procurement.actions.purchases import copy_purchase
from hospital_itsm.procurement.forms.purchases import CloseForm, OrderForm, ReasonForm
from hospital_itsm.procurement.models import Purchase
from hospital_itsm.procurement.views.purchases import purchase_or_404


class SubmitView(PageView):
    """`/purchases/<number>/submit/`: ask for approval."""

    access = "purchase.edit"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Submit it, or say on its page what stands against it."""
        purchase = purchase_or_404(request, number)
        require(request.user, "purchase.edit", purchase)
        try:
            purchase_life.submit_purchase(purchase.number, actor=request.user)
        except ValueRefused as refusal:
            messages.warning(request, " ".join(str(one) for one in refusal.errors.values()))
        except IllegalTransition:
            raise
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("The purchase waits for approval. Who approves stands below."))
        return redirect(purchase)


class CopyView(PageView):
    """`/purchases/<number>/copy/`: a new draft with the same options."""

    access = "purchase.ask"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Copy it."""
        made = copy_purchase(purchase_or_404(request, number).number, actor=request.user)
        messages.success(request, _("This is a new draft. Choose an option, then submit it."))
        return redirect(made)


class StepView(FormPage):
    """A step that asks for something."""

    act_of: ClassVar[Callable[..., Purchase]]
    form_of: ClassVar[type[forms.Form]] = ReasonForm
    title: ClassVar[Any]
    told: ClassVar[Any] = ""

    def row(self, request: HttpRequest, **where: Any) -> Purchase:
        """The purchase of the address."""
        return purchase_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it asks."""
        return self.form_of(posted(request), initial={"version": row.version, **self.first(row)})

    def first(self, row: Purchase) -> dict[str, Any]:
        """Values to begin with."""
        return {}

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Purchase:
        """Take the step."""
        return type(self).act_of(row.number, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return str(self.title) % {"number": row.number}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": self.told}


class WithdrawView(StepView):
    """`/purchases/<number>/withdraw/`."""

    access = "purchase.edit"
    act_of = staticmethod(purchase_life.withdraw_purchase)
    button = gettext_lazy("Withdraw it")
    done = gettext_lazy("The purchase is a draft again.")
    title = gettext_lazy("Withdraw %(number)s from review")
    told = gettext_lazy("What was approved of it so far is void. Submitting it again asks everybody anew.")


class OrderView(StepView):
    """`/purchases/<number>/order/`."""

    access = "purchase.order"
    act_of = staticmethod(purchase_life.place_order)
    form_of = OrderForm
    button = gettext_lazy("Record the order")
    done = gettext_lazy("The order is recorded. Deliveries are received here.")
    title = gettext_lazy("Order %(number)s")
    told = gettext_lazy("Send the order to the vendor in your purchasing system, then write its number here.")

    def first(self, row: Purchase) -> dict[str, Any]:
        """Today."""
        return {"ordered_on": timezone.localdate()}


class CloseView(StepView):
    """`/purchases/<number>/close/`."""

    access = "purchase.order"
    act_of = staticmethod(purchase_life.close_purchase)
    form_of = CloseForm
    button = gettext_lazy("Close the purchase")
    done = gettext_lazy("The purchase is closed. It binds no money any more.")
    title = gettext_lazy("Close %(number)s")
    told = gettext_lazy(
        "Close it once the last invoice is booked: what is not invoiced by then is free again."
    )


class CancelView(StepView):
    """`/purchases/<number>/cancel/`."""

    access = "purchase.edit"
    act_of = staticmethod(purchase_life.cancel_purchase)
    button = gettext_lazy("Cancel the purchase")
    done = gettext_lazy("The purchase is cancelled.")
    title = gettext_lazy("Cancel %(number)s")
    told = gettext_lazy("It stays on record. Who still wants it copies it into a new draft.")
