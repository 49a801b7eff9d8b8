"""The forms of cases with vendors."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from hospital_itsm.vendor_work.choices import Speaker
from tickets.models import Ticket
from vendors.forms.fields import Lines, VersionForm, choice, line
from vendors.models import Vendor


class CaseForm(VersionForm):
    """Their number, what it is about, and our tickets."""

    number = line(_("Their case number"), most=60, hint=_("Leave it empty until they give one."))
    subject = line(
        _("What it is about"),
        required=_("Say in one line what it is about."),
        most=160,
        hint=_("Write no patient data."),
    )
    tickets = Lines(_("Our tickets"), hint=_("Such as INC-20418, one a line."))

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor

    def clean_tickets(self) -> list[Ticket]:
        """The tickets of these keys, among those this person sees at the desk."""
        wanted = list(dict.fromkeys(key.upper() for key in self.cleaned_data["tickets"]))
        rows = {one.key: one for one in Ticket.objects.on_desk(self._actor).filter(key__in=wanted)}
        if missing := [key for key in wanted if key not in rows]:
            raise forms.ValidationError(_g("There is no ticket %s. Check the spelling.") % missing[0][:20])
        return [rows[key] for key in wanted]


class NewCaseForm(CaseForm):
    """A case to be noted."""

    field_order = ("version", "vendor")
    vendor = forms.ModelChoiceField(
        label=_("Vendor"),
        queryset=Vendor.objects.none(),
        empty_label=_("Choose a vendor"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose the vendor."),
            "invalid_choice": _("This vendor is retired. Choose another, or bring it back first."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["vendor"]
        field.queryset = Vendor.objects.in_use().order_by("name")


class WordForm(VersionForm):
    """What was said."""

    speaker = choice(_("Who said it?"), Speaker.choices)
    text = line(
        _("What was said"), required=_("Say what was said."), most=400, hint=_("Write no patient data.")
    )
    needs_us = forms.BooleanField(label=_("They wait for our answer"), required=False)


class CloseForm(VersionForm):
    """What came of it."""

    outcome = line(_("What came of it?"), required=_("Say in one line what came of it."), most=400)
