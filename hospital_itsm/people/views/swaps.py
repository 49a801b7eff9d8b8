"""Swaps: asking a colleague to take a shift, and answering."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.swaps import accept_swap, ask_swap, decline_swap, withdraw_swap
from hospital_itsm.people.choices import SwapState
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.rota import AnswerForm, AskForm
from hospital_itsm.people.models import OnCallShift, OnCallSwap
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.views.rota import shift_words


class AskSwapView(FormPage):
    """Ask a colleague to take a coming shift of one's own."""

    access = "oncall.swap_ask"
    button = gettext_lazy("Ask")
    done = gettext_lazy("The request is on its way. Nothing changes until it is accepted.")

    def row(self, request: HttpRequest, **where: Any) -> OnCallShift:
        """The shift. Raises Http404 for one of somebody else."""
        own = OnCallShift.objects.filter(user=signed_in(request)).select_related("team", "user")
        return get_object_or_404(own, pk=where["pk"])

    def form(self, request: HttpRequest, row: OnCallShift) -> AskForm:
        """Whom, and for what in return."""
        return AskForm(posted(request), shift=row)

    def act(self, request: HttpRequest, row: OnCallShift, data: dict[str, Any]) -> OnCallSwap:
        """Ask."""
        return ask_swap(row, actor=signed_in(request), **data)

    def after(self, request: HttpRequest, saved: OnCallSwap) -> HttpResponse:
        """The request."""
        return redirect("people:swap", pk=saved.pk)

    def heading(self, row: OnCallShift) -> str:
        """What it does."""
        return _("Ask a colleague to take a shift")

    def back(self, row: OnCallShift) -> str:
        """The page of the shift."""
        return reverse("people:shift", args=[row.pk])

    def more_context(self, request: HttpRequest, row: OnCallShift) -> dict[str, Any]:
        """Which shift, and how long the colleague has."""
        lapses = _("The request lapses when the first of the shifts begins.")
        return {"told": f"{shift_words(row)} {lapses}"}


class SwapView(PageView):
    """One request: what is asked, and what one may do about it."""

    access = "oncall.swap_read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        swap = self.swap(request, pk)
        return self.page(request, swap, AnswerForm(initial={"version": swap.version}))

    def swap(self, request: HttpRequest, pk: int) -> OnCallSwap:
        """The request. Raises Http404 for whoever has nothing to do with it."""
        return get_object_or_404(OnCallSwap.objects.visible_to(signed_in(request)).with_rows(), pk=pk)

    def page(
        self, request: HttpRequest, swap: OnCallSwap, form: AnswerForm, status: int = 200, conflict: str = ""
    ) -> HttpResponse:
        """The page of it."""
        standing = swap.standing(timezone.now())
        is_open = standing == SwapState.OPEN
        context = {
            "swap": swap,
            "standing": standing.label,
            "form": form,
            "conflict": conflict,
            "may_answer": is_open and can(request.user, "oncall.swap_answer", swap),
            "may_withdraw": is_open and can(request.user, "oncall.swap_withdraw", swap),
        }
        return render(request, "people/swap.html", context, status=status)


class SwapStepView(SwapView):
    """A press on the page of a request: `step` is accept, decline or withdraw."""

    access = "oncall.swap"
    http_method_names = ["post"]
    step = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and go to the rota."""
        swap, form = self.swap(request, pk), AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(request, swap, form, status=422)
        try:
            words = self.act(request, swap, form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, swap, form, status=422)
        except (Conflict, StaleVersion) as refusal:
            now = self.swap(request, pk)
            form = AnswerForm({**request.POST.dict(), "version": now.version})
            return self.page(request, now, form, status=409, conflict=refusal.message)
        messages.success(request, words)
        return redirect("people:on_call")

    def act(self, request: HttpRequest, swap: OnCallSwap, given: dict[str, Any]) -> str:
        """Take the step and say what it did."""
        actor, version = signed_in(request), given["version"]
        if self.step == "accept":
            accept_swap(swap, actor=actor, version=version)
            return _("The shift is yours.")
        if self.step == "decline":
            decline_swap(swap, actor=actor, version=version, reason=given["reason"])
            return _("You declined. The rota stays as it is.")
        withdraw_swap(swap, actor=actor, version=version)
        return _("The request is withdrawn.")
