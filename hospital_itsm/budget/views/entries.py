"""Cost entries: the list, the page of one, booking and taking back."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.budget.actions import costs
from hospital_itsm.budget.exported import entry_rows
from hospital_itsm.budget.filters import ENTRY_SORTS, EntryFilters
from hospital_itsm.budget.forms.budgets import EntryForm, ReasonForm
from hospital_itsm.budget.models import CostEntry, FiscalYear
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted


class EntriesView(ListPage):
    """`/budget/entries/`: what was spent, the latest first."""

    access = "budget.read"
    template = "budget/entries.html"
    rows_template = "budget/_entry_rows.html"
    filters = EntryFilters
    orders = ENTRY_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible entries; those taken back only where asked for."""
        rows = entry_rows(request.user)
        return rows if request.GET.get("void") else rows.counted()

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Years to choose from, and whether this person books."""
        return {
            "years": FiscalYear.objects.visible_to(request.user),
            "year": request.GET.get("year", ""),
            "may_book": can(request.user, "cost.book"),
        }


class EntryView(PageView):
    """`/budget/entries/<number>/`."""

    access = "budget.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        entry = entry_or_404(request, pk)
        may_void = not entry.is_void and not entry.year.is_closed and can(request.user, "cost.book")
        return render(request, "budget/entry.html", {"entry": entry, "may_void": may_void})


class BookView(FormPage):
    """`/budget/entries/new/`; `?line=&vendor=&order=` fill in what is known."""

    access = "cost.book"
    button = gettext_lazy("Book it")
    done = gettext_lazy("It is booked.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What was spent."""
        line, vendor = number_in(request, "line"), number_in(request, "vendor")
        order = request.GET.get("order", "")[:40]
        first = {"currency": "USD", "line": line, "vendor": vendor, "order_number": order}
        return EntryForm(posted(request), initial=first)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> CostEntry:
        """Book it."""
        return costs.book_cost(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Book a cost")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("budget:entries")


class VoidView(FormPage):
    """`/budget/entries/<number>/void/`."""

    access = "cost.book"
    button = gettext_lazy("Take it back")
    done = gettext_lazy("The entry counts no more.")

    def row(self, request: HttpRequest, **where: Any) -> CostEntry:
        """The entry of the address."""
        return entry_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return ReasonForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> CostEntry:
        """Take it back."""
        return costs.void_cost(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Take entry %(number)d back") % {"number": row.pk}


def number_in(request: HttpRequest, name: str) -> int | None:
    """A number of the address, None for none."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 16 else None


def entry_or_404(request: HttpRequest, pk: int) -> CostEntry:
    """The entry of an address with all it is booked on."""
    found: CostEntry = get_object_or_404(entry_rows(request.user), pk=pk)
    return found
