"""The form of a contact of a vendor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import tick_field
from vendors.forms.fields import VersionForm, line, whole
from vendors.models import VendorContact


class ContactForm(VersionForm):
    """Who is called, when and on which number."""

    name = line(_("Name"), required=_("Type the name of the person or the desk."))
    role = line(_("Role"), most=80, hint=_("Such as field engineer, account manager."))
    phone = line(_("Phone"), most=40, inputmode="tel")
    night_phone = line(_("Phone at night and on weekends"), most=40, inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("Write an address such as desk@vendor.example.")},
    )
    hours = line(_("Hours"), most=80, hint=_("Such as weekdays 7 to 18."))
    level = whole(_("Step of the ladder"), hint=_("1 is called first; leave it empty beside the ladder."))
    after_minutes = whole(_("Call after so many minutes"), hint=_("Without an answer of the step before."))
    note = line(_("Note"), most=200)
    is_active = tick_field(_("Still there"), _("Without it nobody is sent to this contact any more."))


def contact_fields(contact: VendorContact) -> dict[str, Any]:
    """The present values for ContactForm."""
    return {name: getattr(contact, name) for name in ContactForm.base_fields}
