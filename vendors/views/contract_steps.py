"""The steps of a contract's life, and what is decided about its end."""

from collections.abc import Callable
from datetime import timedelta
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
from vendors.actions import contract_life
from vendors.actions.renewals import decide
from vendors.contract_lines import lines_of
from vendors.forms.contracts import DecideForm, ReasonForm, RenewForm
from vendors.models import Contract
from vendors.views.contracts import contract_or_404


class PressedView(PageView):
    """A step that asks for nothing but the press of its button."""

    access = "contract.manage"
    http_method_names = ["post"]
    act: ClassVar[Callable[..., Contract]]
    done: ClassVar[Any]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        """Take it, or say on the contract's page what stands against it."""
        contract = contract_or_404(request, number)
        require(request.user, "contract.manage", contract)
        try:
            type(self).act(contract.number, actor=request.user)
        except ValueRefused as refusal:
            messages.warning(request, " ".join(refusal.errors.values()))
        except IllegalTransition:
            raise
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, str(self.done))
        return redirect(contract)


class SubmitView(PressedView):
    """`/contracts/<number>/submit/`: ask for approval."""

    act = staticmethod(contract_life.submit_contract)
    done = gettext_lazy("The contract waits for approval. Who approves stands below.")


class ActivateView(PressedView):
    """`/contracts/<number>/activate/`: an approved contract is signed."""

    act = staticmethod(contract_life.activate_contract)
    done = gettext_lazy("The contract is signed.")


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


class ReasonView(FormPage):
    """A step that asks for a reason."""

    access = "contract.manage"
    act_of: ClassVar[Callable[..., Contract]]
    question: ClassVar[Any]
    title: ClassVar[Any]
    told: ClassVar[Any]

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        return contract_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        form = ReasonForm(posted(request), initial={"version": row.version})
        form.fields["reason"].label = self.question
        return form

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Take the step."""
        return type(self).act_of(row.number, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return str(self.title) % {"number": row.number}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": self.told}


class TerminateView(ReasonView):
    """`/contracts/<number>/terminate/`."""

    act_of = staticmethod(contract_life.terminate_contract)
    button = gettext_lazy("Terminate the contract")
    done = gettext_lazy("The contract is terminated.")
    question = gettext_lazy("Why does it end?")
    title = gettext_lazy("Terminate contract %(number)s")
    told = gettext_lazy("It no longer covers anything from now on. The contract stays in the records.")


class WithdrawView(ReasonView):
    """`/contracts/<number>/withdraw/`."""

    act_of = staticmethod(contract_life.withdraw_contract)
    button = gettext_lazy("Withdraw it")
    done = gettext_lazy("The contract is a draft again.")
    question = gettext_lazy("Why is it withdrawn?")
    title = gettext_lazy("Withdraw contract %(number)s from review")
    told = gettext_lazy("What was approved of it so far is void. Submitting it again asks everybody anew.")


class RecordView(ReasonView):
    """`/contracts/<number>/record/`: it is in force already."""

    act_of = staticmethod(contract_life.record_contract)
    button = gettext_lazy("Record it as signed")
    done = gettext_lazy("The contract is recorded as signed.")
    question = gettext_lazy("Since when, and where was it approved?")
    title = gettext_lazy("Record contract %(number)s as in force")
    told = gettext_lazy("Only for a contract that was signed before it stood here. A new one is submitted.")


class EndView(ReasonView):
    """`/contracts/<number>/end/`."""

    act_of = staticmethod(contract_life.end_contract)
    button = gettext_lazy("Close the contract")
    done = gettext_lazy("The contract is closed.")
    question = gettext_lazy("What comes after it?")
    title = gettext_lazy("Close contract %(number)s")
    told = gettext_lazy("Its last day is over. It stays in the records and asks for nothing any more.")


class RenewView(FormPage):
    """`/contracts/<number>/renew/`: draft the contract that comes after it."""

    access = "contract.manage"
    button = gettext_lazy("Draft the renewal")
    done = gettext_lazy(
        "The renewal is a draft with the terms of the old contract. Check them, then submit it."
    )

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        return contract_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Number, days and value."""
        first = {
            "version": row.version,
            "starts_on": row.ends_on + timedelta(days=1),
            "annual_value": row.annual_value,
        }
        return RenewForm(posted(request), initial=first)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Draft it."""
        return contract_life.renew_contract(row.number, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Renew contract %(number)s") % {"number": row.number}
