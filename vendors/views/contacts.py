"""The contacts of a vendor: the forms that add and change, and the order in which they are called."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.contacts import add_contact, change_contact
from vendors.forms.contacts import ContactForm, contact_fields
from vendors.models import Vendor, VendorContact
from vendors.rules.calling import Numbers, called, is_night


@dataclass(frozen=True)
class ContactLine:
    """A contact as the vendor's page draws it, with the number that answers now."""

    contact: VendorContact
    number: str


def call_order(vendor: Vendor) -> tuple[list[ContactLine], bool]:
    """The contacts in the order in which they are called now, and whether it is night; one statement."""
    by_night = is_night(timezone.localtime())
    known = {one.pk: one for one in vendor.contacts.filter(is_active=True)}
    rows = [Numbers(one.pk, one.level, one.phone, one.night_phone) for one in known.values()]
    return [ContactLine(known[key], number) for key, number in called(rows, by_night=by_night)], by_night


class NewContactView(FormPage):
    """`/vendors/<pk>/contacts/new/`."""

    access = "vendor.manage"
    button = gettext_lazy("Add the contact")
    done = gettext_lazy("The contact is added.")

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Who, when and on which number."""
        return ContactForm(posted(request), initial={"is_active": True})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Add it."""
        data.pop("version")
        return add_contact(row.pk, actor=request.user, **data).vendor

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add a contact of %(name)s") % {"name": row.name}


class EditContactView(FormPage):
    """`/vendors/<pk>/contacts/<contact>/`."""

    access = "vendor.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The contact is changed.")

    def row(self, request: HttpRequest, **where: Any) -> VendorContact:
        """The contact of the address."""
        rows = VendorContact.objects.visible_to(request.user).select_related("vendor")
        found: VendorContact = get_object_or_404(rows, pk=where["contact"], vendor=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        return ContactForm(posted(request), initial=contact_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Vendor:
        """Change it."""
        version = data.pop("version")
        return change_contact(row.pk, actor=request.user, fields=data, version=version).vendor

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in contact_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Change contact %(name)s") % {"name": row.name}

    def back(self, row: Any) -> str:
        """The vendor."""
        return str(row.vendor.get_absolute_url())
