"""The account numbers of a vendor: the forms that add and change."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.accounts import add_account, change_account
from vendors.forms.accounts import AccountForm, account_fields
from vendors.models import AccountNumber, Vendor


class NewAccountView(FormPage):
    """`/vendors/<pk>/accounts/new/`."""

    access = "vendor.manage"
    button = gettext_lazy("Add the number")
    done = gettext_lazy("The account number is added.")

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The number and what it is for."""
        return AccountForm(posted(request), initial={"is_active": True})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Add it."""
        data.pop("version")
        return add_account(row.pk, actor=request.user, **data).vendor

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add an account number at %(name)s") % {"name": row.name}


class EditAccountView(FormPage):
    """`/vendors/<pk>/accounts/<account>/`."""

    access = "vendor.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The account number is changed.")

    def row(self, request: HttpRequest, **where: Any) -> AccountNumber:
        """The number of the address."""
        rows = AccountNumber.objects.visible_to(request.user).select_related("vendor")
        found: AccountNumber = get_object_or_404(rows, pk=where["account"], vendor=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        return AccountForm(posted(request), initial=account_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Change it."""
        version = data.pop("version")
        return change_account(row.pk, actor=request.user, fields=data, version=version).vendor

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in account_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Change an account number at %(name)s") % {"name": row.vendor.name}

    def back(self, row: Any) -> str:
        """The vendor."""
        return str(row.vendor.get_absolute_url())
