"""What is decided about a contract: signing off a draft, terminating."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.contracts import activate_contract, terminate_contract
from vendors.forms.contracts import TerminateForm
from vendors.models import Contract
from vendors.views.contracts import contract_or_404


class ActivateView(PageView):
    """`/contracts/<number>/activate/`: a draft is signed."""

    access = "contract.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Sign it off."""
        contract = contract_or_404(request, number)
        require(request.user, "contract.manage", contract)
        activate_contract(contract.number, actor=request.user)
        messages.success(request, _("The contract is signed."))
        return redirect(contract)


class TerminateView(FormPage):
    """`/contracts/<number>/terminate/`."""

    access = "contract.manage"
    button = gettext_lazy("Terminate the contract")
    done = gettext_lazy("The contract is terminated.")

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        return contract_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return TerminateForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Terminate it."""
        return terminate_contract(
            row.number, actor=request.user, reason=data["reason"], version=data["version"]
        )

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Terminate contract %(number)s") % {"number": row.number}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": _("It no longer covers anything from now on. The contract stays in the records.")}
