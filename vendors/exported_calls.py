"""Whom to call at which vendor, as a file: a list for the drawer of the desk when the network is down."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, searchable
from hospital_itsm.exporting.lists import Column, ExportedList, Reader, register
from vendors.filters import LONGEST_TEXT
from vendors.models import VendorContact

SORTS: Final = {"vendor": ("vendor__name", "pk")}


def _vendor(values: Sequence[str], asked: Asked) -> Q:
    return Q(vendor__name__in=[searchable(value, LONGEST_TEXT) for value in values])


class ContactFilters(Filters):
    """The filters of one request for contacts."""

    known = by_name(Filter("vendor", _("Vendor"), _vendor))


def _contacts(reader: Reader) -> Sequence[Any]:
    rows = VendorContact.objects.visible_to(reader.actor).in_use()
    return [rows.filter(vendor__is_active=True).select_related("vendor")]


def _columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Vendor"), lambda row: row.vendor.name),
        Column(_("Name"), lambda row: row.name),
        Column(_("Role"), lambda row: row.role),
        Column(_("Number by day"), lambda row: row.phone),
        Column(_("Number by night"), lambda row: row.night_phone),
        Column(_("E-mail"), lambda row: row.email),
        Column(_("Hours"), lambda row: row.hours),
        Column(_("Called as"), lambda row: row.level),
        Column(_("After minutes without an answer"), lambda row: row.after_minutes),
        Column(_("Note"), lambda row: row.note),
        Column(_("Our account number"), lambda row: row.vendor.account_number),
    )


CONTACTS: Final = register(
    ExportedList(
        "vendor_contact", _("Contacts of vendors"), "vendor.read", "vendors:vendors", "vendors:export_contacts",
        _contacts, _columns, ContactFilters, SORTS,
    )
)  # fmt: skip
