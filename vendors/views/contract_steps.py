"""What is decided about a contract: signing off a draft, terminating."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.contracts import activate_contract, terminate_contract
from vendors.actions.renewals import decide
from vendors.contract_lines import lines_of
from vendors.forms.contracts import DecideForm, TerminateForm
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


class DecideView(FormPage):
    """`/contracts/<number>/decide/`: renew, renegotiate, replace or terminate."""

    access = "contract.read"
    button = gettext_lazy("Record the decision")
    done = gettext_lazy("The decision is recorded. Reminders end.")

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address, for those who may decide about it."""
        row = contract_or_404(request, where["number"])
        require(request.user, "contract.decide", row)
        return row

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What and why."""
        given = {"version": row.version, "decision": row.decision}
        return DecideForm(posted(request), initial=given)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Record it."""
        return decide(row.number, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Decide about contract %(number)s") % {"number": row.number}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Until when, and what it does."""
        (line,) = lines_of([row], timezone.localdate())
        told = _("%(notice)s. A decision ends the reminders; another notice date asks again.")
        return {"told": told % {"notice": line.notice.text}}


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
