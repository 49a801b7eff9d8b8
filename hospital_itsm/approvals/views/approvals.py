"""`/approvals/`: what waits for me, what I asked for, and the page of one request."""

import re
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.choices import Verdict
from hospital_itsm.approvals.forms.approvals import DecisionForm
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.approvals.queries.links import Refusal, look_up
from hospital_itsm.approvals.shown import MARKS, shown, title_of
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import own_layout, signed_in

MOST: Final = 50
TICKED: Final = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})", re.ASCII)
REFUSALS: Final = {
    Refusal.UNKNOWN: gettext_lazy("This link is not known. Open what waits for you below."),
    Refusal.FOREIGN: gettext_lazy("This link was made for somebody else. Open what waits for you below."),
    Refusal.USED: gettext_lazy("This link was used already. What was decided stands below."),
    Refusal.EXPIRED: gettext_lazy("This link has expired. Decide here if it still waits for you."),
    Refusal.OVER: gettext_lazy("This step was decided meanwhile. What was decided stands below."),
}


class ApprovalsView(PageView):
    """What waits for this person first."""

    access = "approval.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return overview(request)


class ManyView(PageView):
    """`/approvals/approve/`: approve what was ticked, each by itself."""

    access = "approval.decide"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Approve; what could not be approved is said by name, the rest counts."""
        chosen = request.POST.getlist("approval")
        found = [TICKED.fullmatch(one) for one in chosen]
        if None in found or len(found) > MOST:
            raise BadRequest("An approval is named by its number and its version.")
        done = 0
        for number, version in (one.groups() for one in found if one):
            try:
                decide(int(number), actor=signed_in(request), verdict=Verdict.APPROVE, version=int(version))
                done += 1
            except ApprovalRequest.DoesNotExist:
                continue
            except (Conflict, Forbidden, StaleVersion) as refusal:
                label = ApprovalRequest.objects.get(pk=int(number)).label
                messages.warning(request, f"{label}: {refusal.message}")
        if done:
            words = ngettext("%(n)d approval is given.", "%(n)d approvals are given.", done) % {"n": done}
            messages.success(request, words)
        elif not chosen:
            messages.warning(request, _("Tick what you approve first."))
        return redirect("approvals:approvals")


class ApprovalView(PageView):
    """`/approvals/<pk>/`: the question, its steps, and the buttons of whose turn it is."""

    access = "approval.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return page(request, approval_or_404(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide; a refusal keeps what was typed."""
        found, form = approval_or_404(request, pk), DecisionForm(request.POST)
        if not form.is_valid():
            return page(request, found, form, status=422)
        try:
            decide(
                pk,
                actor=signed_in(request),
                verdict=request.POST.get("verdict", ""),
                reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return page(request, found, form, status=422)
        except (Conflict, StaleVersion) as refusal:
            return page(
                request, approval_or_404(request, pk), fresh(form, pk), status=409, conflict=refusal.message
            )
        messages.success(request, _("Your decision is stored."))
        return redirect("approvals:approvals")


class LinkView(PageView):
    """`/approvals/link/<token>/`: leads its person to the question; a look decides nothing."""

    access = "approval.read"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Go to the page of the question, or say why the link leads nowhere."""
        link, refusal = look_up(token, request.user)
        if refusal is None and link is not None:
            return redirect(link.step.request)
        words = str(REFUSALS[Refusal(str(refusal))])
        if link is None:
            return overview(request, status=404 if refusal == Refusal.UNKNOWN else 403, refusal=words)
        return page(request, approval_or_404(request, link.step.request_id), status=410, conflict=words)


def overview(request: HttpRequest, *, status: int = 200, refusal: str = "") -> HttpResponse:
    """The page of everything that concerns this person."""
    seen = ApprovalRequest.objects.select_related("asked_by")
    asked = seen.filter(asked_by=signed_in(request)).order_by("-id")
    decided = seen.filter(steps__decided_by=signed_in(request)).distinct().order_by("-id")
    context = {
        "layout": own_layout(request),
        "waiting": rows_of(seen.waiting_for(request.user)),
        "asked": rows_of(asked),
        "decided": rows_of(decided),
        "refusal": refusal,
    }
    return render(request, "approvals/approvals.html", context, status=status)


def rows_of(rows: Any) -> list[tuple[ApprovalRequest, str, str]]:
    """The newest of some requests, each with its title and mark."""
    return [(row, title_of(row), MARKS[row.state]) for row in rows[:MOST]]


def approval_or_404(request: HttpRequest, pk: int) -> ApprovalRequest:
    """The request of the address. Raises Http404 where it does not concern this person."""
    rows = ApprovalRequest.objects.visible_to(request.user).select_related("asked_by")
    found: ApprovalRequest = get_object_or_404(rows, pk=pk)
    return found


def fresh(form: DecisionForm, pk: int) -> DecisionForm:
    """The typed form with the version that stands now."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = ApprovalRequest.objects.get(pk=pk).version  # type: ignore[index]
    return form


def page(
    request: HttpRequest,
    found: ApprovalRequest,
    form: DecisionForm | None = None,
    *,
    status: int = 200,
    conflict: str = "",
) -> HttpResponse:
    """Draw the page of one request."""
    subject = subjects.find(found.kind)
    row = subject.read(found.subject)
    sees = subject.visible(request.user).filter(pk=row.pk).exists()
    context = {
        "layout": own_layout(request),
        "one": shown(found, request.user),
        "title": title_of(found),
        "facts": subject.facts(row),
        "blockers": subject.blockers(row, found.asked_by),
        "subject_url": row.get_absolute_url() if sees else "",
        "form": form or DecisionForm(initial={"version": found.version}),
        "conflict": conflict,
    }
    return render(request, "approvals/approval.html", context, status=status)
