"""Vendors that touch patient data without an agreement, and exceptions of 24 hours."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.baa_overrides import allow_without_baa, end_override
from vendors.choices import BaaStanding, GatePurpose
from vendors.filters_baas import (
    EXCEPTION_SORTS,
    GAP_CODES,
    GAP_SORTS,
    ExceptionFilters,
    GapFilters,
    exception_rows,
    gap_rows,
)
from vendors.forms.baas import OverrideForm
from vendors.models import BaaOverride, Vendor


class GapsView(ListPage):
    """`/vendors/baa/gaps/`: by name, with what shows it and what is let through."""

    access = "baa.read"
    template = "vendors/baa_gaps.html"
    rows_template = "vendors/_baa_gap_rows.html"
    filters = GapFilters
    orders = GAP_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible vendors with a gap or an open question."""
        return gap_rows(request.user, request.GET, today)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The standings to choose from, and what this person may do."""
        return {
            "standings": [(code, BaaStanding(code).label) for code in GAP_CODES],
            "standing": request.GET.get("standing", ""),
            "may_add": can(request.user, "baa.manage"),
            "may_override": can(request.user, "baa.override"),
        }


class ExceptionsView(ListPage):
    """`/vendors/baa/exceptions/`: who let what through and why, newest first; those that are over stay."""

    access = "baa.read"
    template = "vendors/baa_exceptions.html"
    rows_template = "vendors/_baa_exception_rows.html"
    filters = ExceptionFilters
    orders = EXCEPTION_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """All of them, for those who read agreements."""
        return exception_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Menus of the filters, now, and whether this person ends exceptions."""
        return {
            "purposes": GatePurpose.choices,
            "purpose": request.GET.get("purpose", ""),
            "lasting": request.GET.get("lasting", ""),
            "now": timezone.now(),
            "may_override": can(request.user, "baa.override"),
        }


class OverrideView(FormPage):
    """`/vendors/<pk>/baa-exception/`: let one purpose through for 24 hours."""

    access = "baa.override"
    button = gettext_lazy("Allow it for 24 hours")
    done = gettext_lazy("It is allowed for 24 hours. The others who answer for it are told.")

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What and why."""
        return OverrideForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Let it through."""
        allow_without_baa(row.pk, actor=request.user, **data)
        return row

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Allow something with %(name)s for 24 hours without a BAA") % {"name": row.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "Privacy officer, CISO, vendor manager and CIO are told. It ends by itself after 24 hours and does not "
                "help a request of your own."
            )
        }


class EndOverrideView(PageView):
    """`/vendors/baa/exceptions/<pk>/end/`: an exception ends now."""

    access = "baa.override"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        seen = BaaOverride.objects.filter(vendor__in=Vendor.objects.visible_to(request.user))
        row = get_object_or_404(seen.select_related("vendor"), pk=pk)
        end_override(row.pk, actor=request.user)
        messages.success(request, _("The exception is over."))
        return redirect(row)
