"""Vendors: the list, the page of one, the forms that add and change."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.panels import panels_for
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions import vendors
from vendors.choices import BaaStanding, VendorKind
from vendors.contract_lines import ContractLine, lines_of
from vendors.filters import VENDOR_SORTS, VendorFilters, vendor_rows
from vendors.forms.vendors import VendorForm, vendor_fields
from vendors.models import Contract, Vendor
from vendors.queries.accounts import read_out
from vendors.views.contacts import call_order

MOST_CONTRACTS = 50


class VendorsView(ListPage):
    """`/vendors/`: everybody we call, by name; those in use unless the address asks for retired ones."""

    access = "vendor.read"
    template = "vendors/vendors.html"
    rows_template = "vendors/_vendor_rows.html"
    filters = VendorFilters
    orders = VENDOR_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible vendors with the number of contracts in force."""
        return vendor_rows(request.user, request.GET, today)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Kinds to choose from, and whether this person adds vendors."""
        return {
            "kinds": VendorKind.choices,
            "kind": request.GET.get("kind", ""),
            "baa_standings": BaaStanding.choices,
            "baa": request.GET.get("baa", ""),
            "may_add": can(request.user, "vendor.manage"),
        }


class VendorView(PageView):
    """`/vendors/<pk>/`: whom to call now, then names, contracts and what other apps know."""

    access = "vendor.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; a merged one leads to the record that stayed."""
        rows = Vendor.objects.visible_to(request.user).annotate(read_out=read_out("pk"))
        vendor = get_object_or_404(rows, pk=pk)
        if vendor.merged_into_id is not None:
            return redirect("vendors:vendor", pk=vendor.merged_into_id)
        found = Contract.objects.visible_to(request.user).filter(vendor=vendor).latest_first()
        contracts = list(found[: MOST_CONTRACTS + 1])
        lines = lines_of(contracts[:MOST_CONTRACTS], timezone.localdate())
        people, by_night = call_order(vendor)
        context = {
            "vendor": vendor,
            "people": people,
            "by_night": by_night,
            "leaves_as": urlencode({"vendor": vendor.name}),
            "ladder": sorted(
                (one.contact for one in people if one.contact.level is not None),
                key=lambda one: one.level or 0,
            ),
            "aliases": vendor.aliases.all(),
            "lines": lines,
            "has_more": len(contracts) > MOST_CONTRACTS,
            "calls": with_own_number(lines),
            "may_manage": can(request.user, "vendor.manage", vendor),
            "may_contract": can(request.user, "contract.manage"),
            "panels": panels_for(vendor, request.user),
        }
        return render(request, "vendors/vendor.html", context)


def with_own_number(lines: list[ContractLine]) -> list[ContractLine]:
    """The contracts in force that have a support number of their own."""
    return [line for line in lines if line.holds and line.contract.support_phone]


class VendorFormPage(FormPage):
    """A form about a vendor."""

    access = "vendor.manage"

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Everything that is known of it."""
        return VendorForm(posted(request), initial=vendor_fields(row) if row else None)


class NewVendorView(VendorFormPage):
    """`/vendors/new/`."""

    button = gettext_lazy("Add the vendor")
    done = gettext_lazy("The vendor is added.")

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Add it."""
        data.pop("version")
        return vendors.create_vendor(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Add a vendor")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("vendors:vendors")


class EditVendorView(VendorFormPage):
    """`/vendors/<pk>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The vendor is changed.")

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Change it."""
        version, aliases = data.pop("version"), data.pop("aliases")
        return vendors.change_vendor(
            row.pk, actor=request.user, fields=data, aliases=aliases, version=version
        )

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in vendor_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change %(name)s") % {"name": row.name}
