"""Saving a question with what was chosen, changing name and sharing, keeping other choices, removing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.reports.actions.saved import change_report, remove_report, save_report
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.forms.saved import SavedForm
from hospital_itsm.reports.models import SavedReport
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.views.questions import ask_page, question_or_404, saved_or_404

TOLD = gettext_lazy(
    "Whoever you share it with gets the question and what you chose. The rows are always those that each reader "
    "may see."
)


class SaveView(FormPage):
    """`/reports/<code>/save/?…`: save what stands in the address."""

    access = "report.read"
    button = gettext_lazy("Save the report")
    done = gettext_lazy("The report is saved.")

    def row(self, request: HttpRequest, **where: Any) -> Question:
        """The question of the address."""
        return question_or_404(request, where["code"])

    def form(self, request: HttpRequest, row: Question) -> forms.Form:
        """Name and sharing."""
        initial = {"name": str(row.words), "version": 0}
        return SavedForm(request.user, can(request.user, "report.share"), posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Question, data: dict[str, Any]) -> SavedReport:
        """Save it."""
        data.pop("version", None)
        return save_report(row, request.GET, actor=request.user, **data)

    def heading(self, row: Question) -> str:
        """Names the question."""
        return _("Save “%(question)s”") % {"question": row.words}

    def back(self, row: Question) -> str:
        """The question as it was asked."""
        query = self.request.GET.urlencode()
        page = reverse("reports:question", args=[row.code])
        return f"{page}?{query}" if query else page

    def more_context(self, request: HttpRequest, row: Question) -> dict[str, Any]:
        """What sharing means."""
        return {"told": TOLD}


class EditSavedView(FormPage):
    """`/reports/saved/<pk>/edit/`: name and sharing of one's own."""

    access = "report.save"
    button = gettext_lazy("Save the report")
    done = gettext_lazy("The report is saved.")

    def row(self, request: HttpRequest, **where: Any) -> SavedReport:
        """One's own."""
        return own_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: SavedReport) -> forms.Form:
        """As it stands."""
        initial = {**self.stored(row), "version": row.version}
        return SavedForm(request.user, can(request.user, "report.share"), posted(request), initial=initial)

    def act(self, request: HttpRequest, row: SavedReport, data: dict[str, Any]) -> SavedReport:
        """Save it."""
        return change_report(row, actor=request.user, **data)

    def heading(self, row: SavedReport) -> str:
        """Names it."""
        return _("Change “%(name)s”") % {"name": row.name}

    def stored(self, row: SavedReport) -> dict[str, Any]:
        """Name and sharing."""
        team = row.team.code if row.team else ""
        return {"name": row.name, "sharing": row.sharing, "team": team, "role": row.role}

    def more_context(self, request: HttpRequest, row: SavedReport) -> dict[str, Any]:
        """What sharing means."""
        return {"told": TOLD}


class KeepView(PageView):
    """`/reports/saved/<pk>/keep/?…`: keep what stands in the address as what is chosen."""

    access = "report.save"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it."""
        row = own_or_404(request, pk)
        try:
            change_report(row, actor=request.user, parameters=request.GET)
        except ValueRefused as refusal:
            return ask_page(request, BY_CODE[row.question], request.GET, row, refusal)
        messages.success(request, _("The report is saved."))
        return redirect(row)


class RemoveView(PageView):
    """`/reports/saved/<pk>/remove/`."""

    access = "report.save"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove one's own."""
        remove_report(own_or_404(request, pk), actor=request.user)
        messages.success(request, _("The saved report is removed."))
        return redirect("reports:questions")


def own_or_404(request: HttpRequest, pk: int) -> SavedReport:
    """One's own saved report. Raises Http404 for one of somebody else."""
    row = saved_or_404(request, pk)
    if not row.is_owned_by(request.user):
        raise Http404
    return row
