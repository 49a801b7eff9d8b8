"""Cases with vendors: the list, the page of one, the forms and steps."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.vendor_work.actions import cases
from hospital_itsm.vendor_work.choices import CaseState, Speaker
from hospital_itsm.vendor_work.filters import CASE_SORTS, CaseFilters, case_rows
from hospital_itsm.vendor_work.forms.cases import CaseForm, CloseForm, NewCaseForm, WordForm
from hospital_itsm.vendor_work.models import VendorCase

MOST_WORDS = 50


class CasesView(ListPage):
    """`/vendors/cases/`: newest first."""

    access = "vendor_case.read"
    template = "vendor_work/cases.html"
    rows_template = "vendor_work/_case_rows.html"
    filters = CaseFilters
    orders = CASE_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible cases."""
        return case_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The states to choose from, and whether this person notes cases."""
        return {
            "states": CaseState.choices,
            "state": request.GET.get("state", ""),
            "may_write": can(request.user, "vendor_case.write"),
        }


class CaseView(PageView):
    """`/vendors/cases/<pk>/`: both numbers, our tickets, what was said."""

    access = "vendor_case.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        case = case_or_404(request, pk)
        words = list(case.words.select_related("noted_by")[: MOST_WORDS + 1])
        context = {
            "case": case,
            "words": words[:MOST_WORDS],
            "has_more": len(words) > MOST_WORDS,
            "is_closed": case.state == CaseState.CLOSED,
            "may_write": can(request.user, "vendor_case.write", case),
            "history": history_of([case]),
        }
        return render(request, "vendor_work/case.html", context)


class NewCaseView(FormPage):
    """`/vendors/cases/new/`, with `?vendor=<pk>` and `?ticket=`."""

    access = "vendor_case.write"
    button = gettext_lazy("Note the case")
    done = gettext_lazy("The case is noted.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What the address names is filled in."""
        vendor = request.GET.get("vendor", "")
        vendor = vendor if vendor.isascii() and vendor.isdecimal() and len(vendor) < 19 else ""
        initial = {"vendor": vendor, "tickets": request.GET.get("ticket", "")[:20]}
        return NewCaseForm(posted(request), initial=initial, actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorCase:
        """Note it."""
        data.pop("version")
        return cases.open_case(data.pop("vendor").pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Note a case with a vendor")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("vendor_work:cases")


class CaseFormPage(FormPage):
    """A form about a case."""

    access = "vendor_case.write"

    def row(self, request: HttpRequest, **where: Any) -> VendorCase:
        """The case of the address."""
        return case_or_404(request, where["pk"])


class EditCaseView(CaseFormPage):
    """`/vendors/cases/<pk>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The case is changed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        initial = {**self.stored(row), "version": row.version}
        return CaseForm(posted(request), initial=initial, actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorCase:
        """Change it."""
        version, tickets = data.pop("version"), data.pop("tickets")
        return cases.change_case(row.pk, actor=request.user, fields=data, tickets=tickets, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        keys = "\n".join(link.ticket.key for link in row.links.all())
        return {"number": row.number, "subject": row.subject, "tickets": keys}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(key)s") % {"key": row.key}


class WordView(CaseFormPage):
    """`/vendors/cases/<pk>/word/`."""

    button = gettext_lazy("Note it")
    done = gettext_lazy("It is noted.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Who said what."""
        return WordForm(posted(request), initial={"version": row.version, "speaker": Speaker.VENDOR})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorCase:
        """Note it."""
        return cases.note_word(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Note what was said about %(key)s") % {"key": row.key}


class CloseCaseView(CaseFormPage):
    """`/vendors/cases/<pk>/close/`."""

    button = gettext_lazy("Close the case")
    done = gettext_lazy("The case is closed. Our tickets stay as they are.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What came of it."""
        return CloseForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorCase:
        """Close it."""
        return cases.close_case(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Close %(key)s") % {"key": row.key}


class ReopenCaseView(PageView):
    """`/vendors/cases/<pk>/reopen/`."""

    access = "vendor_case.write"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Open it again."""
        row = cases.reopen_case(case_or_404(request, pk).pk, actor=request.user)
        messages.success(request, _("The case is open again."))
        return redirect(row)


def case_or_404(request: HttpRequest, pk: int) -> VendorCase:
    """The case of an address. Raises Http404 where the person does not see it."""
    rows = case_rows(request.user).select_related("opened_by", "closed_by")
    found: VendorCase = get_object_or_404(rows, pk=pk)
    return found
