"""What ends the use of a vendor's record: retiring, bringing back, merging into another."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import require
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.merging import merge_vendors
from vendors.actions.vendors import restore_vendor, retire_vendor
from vendors.forms.vendors import MergeForm, RetireForm
from vendors.models import Vendor


class VendorStep(FormPage):
    """A form that does one thing to a vendor."""

    access = "vendor.manage"

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found


class RetireView(VendorStep):
    """`/vendors/<pk>/retire/`."""

    button = gettext_lazy("Retire the vendor")
    done = gettext_lazy("The vendor is retired. It stays on what it is named on.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return RetireForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Retire it."""
        return retire_vendor(row.pk, actor=request.user, reason=data["reason"], version=data["version"])

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Retire %(name)s") % {"name": row.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _("Nobody can choose it any more. Tickets, devices and ended contracts keep its name.")
        }


class MergeView(VendorStep):
    """`/vendors/<pk>/merge/`."""

    button = gettext_lazy("Merge")
    done = gettext_lazy("The two records are one.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Into which."""
        others = Vendor.objects.visible_to(request.user).in_use().exclude(pk=row.pk)
        return MergeForm(posted(request), vendors=others, initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Merge them and go to the one that stays."""
        return merge_vendors(row.pk, actor=request.user, into=data["into"].pk, version=data["version"])

    def heading(self, row: Any) -> str:
        """Names the record that goes."""
        return _("Merge %(name)s into another record") % {"name": row.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "Contracts, tickets, devices and other names move to the record that stays. What that one lacks of "
                "phone, hours and addresses it takes over. This cannot be undone."
            )
        }


class RestoreView(PageView):
    """`/vendors/<pk>/restore/`: offer a retired vendor again."""

    access = "vendor.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring it back."""
        vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
        require(request.user, "vendor.manage", vendor)
        restore_vendor(pk, actor=request.user)
        messages.success(request, _("The vendor can be chosen again."))
        return redirect(vendor)
