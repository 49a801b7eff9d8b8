"""Fiscal years: set up, approved, closed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.budget.actions import years
from hospital_itsm.budget.forms.budgets import ReasonForm, YearForm
from hospital_itsm.budget.models import FiscalYear
from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict, StaleVersion
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted


class YearsView(PageView):
    """`/budget/years/`: every fiscal year, the latest first."""

    access = "budget.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        found = FiscalYear.objects.visible_to(request.user).select_related("approved_by")
        context = {"years": found, "may_manage": can(request.user, "budget.manage")}
        return render(request, "budget/years.html", context)


class YearView(PageView):
    """`/budget/years/<number>/`: how far a year is, and the next step."""

    access = "budget.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return show_year(request, year_or_404(request, pk))


class YearStepView(PageView):
    """A step of a year, sent from its page."""

    step = ""
    words: "str | Promise" = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take the step."""
        year = year_or_404(request, pk)
        act = {"approve": years.approve_year, "close": years.close_year}[self.step]
        given = request.POST.get("version", "")
        version = int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None
        try:
            act(year.pk, actor=request.user, version=version)
        except (Conflict, StaleVersion) as refusal:
            return show_year(request, year_or_404(request, pk), conflict=refusal.message, status=409)
        messages.success(request, str(self.words) % {"year": year.label})
        return redirect(year)


class ApproveYearView(YearStepView):
    """`/budget/years/<number>/approve/`."""

    access = "budget.approve"
    step = "approve"
    words = gettext_lazy("%(year)s is approved.")


class CloseYearView(YearStepView):
    """`/budget/years/<number>/close/`."""

    access = "budget.manage"
    step = "close"
    words = gettext_lazy("%(year)s is closed.")


class NewYearView(FormPage):
    """`/budget/years/new/`."""

    access = "budget.manage"
    button = gettext_lazy("Set up the year")
    done = gettext_lazy("The year is set up. Now plan its lines.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """When it begins."""
        return YearForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> FiscalYear:
        """Set it up."""
        return years.create_year(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Set up a fiscal year")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("budget:years")


class ReopenYearView(FormPage):
    """`/budget/years/<number>/reopen/`."""

    access = "budget.approve"
    button = gettext_lazy("Open it again")
    done = gettext_lazy("The year takes entries again.")

    def row(self, request: HttpRequest, **where: Any) -> FiscalYear:
        """The year of the address."""
        return year_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> FiscalYear:
        """Open it again."""
        return years.reopen_year(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Open %(year)s again") % {"year": row.label}


def year_or_404(request: HttpRequest, pk: int) -> FiscalYear:
    """The year of an address."""
    found: FiscalYear = get_object_or_404(
        FiscalYear.objects.visible_to(request.user).select_related("approved_by"), pk=pk
    )
    return found


def show_year(
    request: HttpRequest, year: FiscalYear, *, status: int = 200, conflict: str = ""
) -> HttpResponse:
    """The page of a year."""
    context = {
        "year": year,
        "lines": year.lines.count(),
        "conflict": conflict,
        "may_approve": can(request.user, "budget.approve"),
        "may_manage": can(request.user, "budget.manage"),
        "may_plan": can(request.user, "budget.plan"),
    }
    return render(request, "budget/year.html", context, status=status)
