"""Recalls: what one press does, to the case or to several of its devices."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext

from assets.actions.recalls import triage
from assets.actions.recalls.lines import tag_out
from assets.actions.recalls.matching import rematch
from assets.models import RecallLine
from assets.views.recalls.pages import case_or_404
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView

STEPS: Final[dict[str, tuple[str, Callable[..., Any], Any]]] = {
    "wait": (
        "recall.work",
        triage.wait_for_vendor,
        gettext_lazy("It waits for the vendor. The clocks run on."),
    ),
    "verify": ("recall.manage", triage.verify, gettext_lazy("Every device is verified.")),
    "close": ("recall.manage", triage.close, gettext_lazy("The recall is closed.")),
    "match": ("recall.work", rematch, gettext_lazy("The recall was matched with the inventory again.")),
}
"""Address, verb asked, action, and what is said after it."""


class StepView(PageView):
    """`/safety/recalls/<key>/<step>/`: a step that asks for nothing."""

    access = "recall.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, step: str) -> HttpResponse:
        """Take it."""
        if step not in STEPS:
            raise Http404
        case = case_or_404(request, key)
        verb, act, words = STEPS[step]
        require(request.user, verb, case)
        act(case.key, actor=request.user)
        messages.success(request, str(words))
        return redirect(case)


class TagOutView(PageView):
    """`/safety/recalls/<key>/tag-out/`: the chosen devices are not to be used."""

    access = "recall.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Tag them and say how many."""
        case = case_or_404(request, key)
        require(request.user, "recall.work", case)
        try:
            done = tag_out(case.key, request.POST.getlist("tag")[:1000], actor=request.user)
        except RecallLine.DoesNotExist as missing:
            raise Http404 from missing
        except ValueRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(case)
        words = ngettext(
            "%(n)d device is tagged: do not use.", "%(n)d devices are tagged: do not use.", len(done)
        )
        messages.success(request, words % {"n": len(done)})
        return redirect(case)
