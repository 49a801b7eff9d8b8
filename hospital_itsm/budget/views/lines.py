"""Budget lines: the list, the page of one, the forms that plan and amend."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.budget.actions import lines
from hospital_itsm.budget.choices import Purpose
from hospital_itsm.budget.commitments import of_lines
from hospital_itsm.budget.exported import entry_rows
from hospital_itsm.budget.filters import LINE_SORTS, LineFilters
from hospital_itsm.budget.forms.budgets import AmendForm, LineForm, line_fields
from hospital_itsm.budget.models import BudgetLine, FiscalYear, SpentMonth
from hospital_itsm.budget.spending import lines_with_money
from hospital_itsm.budget.views.years import year_or_404
from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.views.form_page import FormPage, posted

LATEST = 10


class LinesView(ListPage):
    """`/budget/lines/`: every line of every year."""

    access = "budget.read"
    template = "budget/lines.html"
    rows_template = "budget/_line_rows.html"
    filters = LineFilters
    orders = LINE_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible lines with their year."""
        return BudgetLine.objects.visible_to(request.user).select_related("year", "owner")

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Values to choose from."""
        return {
            "years": FiscalYear.objects.visible_to(request.user),
            "year": request.GET.get("year", ""),
            "domains": Domain.choices,
            "domain": request.GET.get("domain", ""),
            "purposes": Purpose.choices,
            "purpose": request.GET.get("purpose", ""),
            "may_plan": can(request.user, "budget.plan"),
        }


class LineView(PageView):
    """`/budget/lines/<number>/`: a line's plan by month, what it pays and what was spent."""

    access = "budget.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return show_line(request, line_or_404(request, pk))


class NewLineView(FormPage):
    """`/budget/years/<number>/lines/new/`."""

    access = "budget.plan"
    button = gettext_lazy("Add the line")
    done = gettext_lazy("The line is added.")

    def row(self, request: HttpRequest, **where: Any) -> FiscalYear:
        """The year of the address."""
        return year_or_404(request, where["pk"])

    def allowed(self, request: HttpRequest, **where: Any) -> FiscalYear:
        """The year; which domain is asked by the action."""
        return self.row(request, **where)

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        return LineForm(posted(request), initial={"currency": "USD"}, domains=planned_domains(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> BudgetLine:
        """Add it."""
        data.pop("version")
        return lines.create_line(actor=request.user, year=row, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a line to %(year)s") % {"year": row.label}


class EditLineView(FormPage):
    """`/budget/lines/<number>/edit/`."""

    access = "budget.plan"
    button = gettext_lazy("Save")
    done = gettext_lazy("The line is changed.")

    def row(self, request: HttpRequest, **where: Any) -> BudgetLine:
        """The line of the address."""
        return line_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        domains = planned_domains(request)
        return LineForm(posted(request), initial=line_fields(row), domains=domains, owner=row.owner_id)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> BudgetLine:
        """Change it; months that were left as they are follow a new amount."""
        version = data.pop("version")
        if data["months"] == row.months and data["amount"] != row.amount:
            data["months"] = None
        return lines.change_line(row.pk, actor=request.user, fields=data, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in line_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}


class AmendLineView(FormPage):
    """`/budget/lines/<number>/amend/`."""

    access = "budget.approve"
    button = gettext_lazy("Amend the line")
    done = gettext_lazy("The line is amended.")

    def row(self, request: HttpRequest, **where: Any) -> BudgetLine:
        """The line of the address."""
        return line_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The new amount and why."""
        return AmendForm(posted(request), initial={"amount": row.amount, "version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> BudgetLine:
        """Amend it."""
        return lines.amend_line(row.pk, actor=request.user, **data)

    def stored(self, row: Any) -> dict[str, Any]:
        """The amount as it stands."""
        return {"amount": row.amount}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Amend %(name)s") % {"name": row.name}


class RemoveLineView(PageView):
    """`/budget/lines/<number>/remove/`, sent from its page."""

    access = "budget.plan"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it from a draft."""
        line = line_or_404(request, pk)
        try:
            year = lines.remove_line(line.pk, actor=request.user)
        except Conflict as refusal:
            return show_line(request, line_or_404(request, pk), conflict=refusal.message, status=409)
        return redirect(f"{reverse('budget:lines')}?year={year.label}")


def planned_domains(request: HttpRequest) -> list[str]:
    """The domains this person plans for."""
    return [domain for domain in Domain.values if can(request.user, "budget.plan", domain)]


def line_or_404(request: HttpRequest, pk: int) -> BudgetLine:
    """The line of an address with year and owner."""
    rows = BudgetLine.objects.visible_to(request.user).select_related("year", "owner")
    found: BudgetLine = get_object_or_404(rows, pk=pk)
    return found


def show_line(
    request: HttpRequest, line: BudgetLine, *, status: int = 200, conflict: str = ""
) -> HttpResponse:
    """The page of a line."""
    today = timezone.localdate()
    found = of_lines([line], today)
    (row,) = lines_with_money([line], today, found)
    spent = dict(SpentMonth.objects.filter(line=line).values_list("month", "amount"))
    may_plan = can(request.user, "budget.plan", line)
    context = {
        "line": line,
        "row": row,
        "months": [
            (month, planned, spent.get(month))
            for month, planned in zip(line.year.months, line.months, strict=True)
        ],
        "promised": found,
        "entries": entry_rows(request.user)
        .filter(line=line)
        .counted()
        .order_by("-booked_on", "-id")[:LATEST],
        "amendments": line.amendments.select_related("made_by"),
        "conflict": conflict,
        "may_edit": may_plan and not line.year.is_closed,
        "may_remove": may_plan and line.year.is_draft,
        "may_amend": line.year.status == "approved" and can(request.user, "budget.approve"),
        "may_book": not line.year.is_closed and can(request.user, "cost.book"),
    }
    return render(request, "budget/line.html", context, status=status)
