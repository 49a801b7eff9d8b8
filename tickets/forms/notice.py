"""Posting, updating and ending an outage notice: one form, filled in under a minute (ux 5e)."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.models import Service
from hospital_itsm.core.plain_text import plain
from hospital_itsm.people.models import CareArea
from tickets.choices import Severity
from tickets.forms.fields import Answer, FreeText

NEXT_UPDATE = (
    ("15", _("In 15 minutes")),
    ("30", _("In 30 minutes")),
    ("60", _("In an hour")),
    ("120", _("In 2 hours")),
    ("240", _("In 4 hours")),
    ("", _("No time promised")),
)
USUAL_MINUTES = "30"


class NextUpdate(forms.Form):
    """When people hear more."""

    next_minutes = Answer(
        required=True,
        label=_("Next update"),
        choices=NEXT_UPDATE,
        initial=USUAL_MINUTES,
        widget=forms.Select(attrs={"class": "field"}),
    )

    def next_update_by(self, now: datetime) -> datetime | None:
        """The promised time, or None. A number that is not offered promises nothing."""
        minutes = self.cleaned_data["next_minutes"]
        offered = {value for value, _words in NEXT_UPDATE if value}
        return now + timedelta(minutes=int(minutes)) if minutes in offered else None


class NoticeForm(NextUpdate):
    """A new notice."""

    phi_decision = FreeText()
    title = FreeText(
        required=True,
        label=_("What is down?"),
        help_text=_("A few words for everybody, such as Wristband scanning is slow."),
        widget=forms.TextInput(attrs={"class": "field", "autofocus": True, "autocomplete": "off"}),
    )
    severity = Answer(
        required=True, label=_("How bad is it?"), choices=Severity.choices, initial=Severity.DEGRADED
    )
    sees = FreeText(
        required=True, label=_("What people see"), widget=forms.Textarea(attrs={"class": "field", "rows": 2})
    )
    works = FreeText(label=_("What still works"), widget=forms.Textarea(attrs={"class": "field", "rows": 2}))
    to_do = FreeText(label=_("What to do"), widget=forms.Textarea(attrs={"class": "field", "rows": 2}))
    services = forms.ModelMultipleChoiceField(
        label=_("Services"),
        queryset=Service.objects.filter(is_active=True).order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    care_areas = forms.ModelMultipleChoiceField(
        label=_("Units"),
        queryset=CareArea.objects.filter(is_active=True).order_by("name", "pk"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ticket = FreeText(
        label=_("Ticket"),
        help_text=_("Its number, such as INC-20418. Same for me then adds people to it."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "spellcheck": "false"}),
    )


class UpdateForm(NextUpdate):
    """What is new about a notice."""

    body = FreeText(
        required=True, label=_("What is new?"), widget=forms.Textarea(attrs={"class": "field", "rows": 2})
    )
    severity = Answer(required=True, label=_("How bad is it now?"), choices=Severity.choices)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EndForm(forms.Form):
    """The last word."""

    body = FreeText(
        label=_("A last word"),
        help_text=_("What was wrong, and that it works again."),
        widget=forms.Textarea(attrs={"class": "field", "rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """The ticket that *Same for me* joins."""

    ticket = FreeText(
        label=_("Ticket"),
        help_text=_("Its number. Empty unties it."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "spellcheck": "false"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def ticket_number(text: str) -> str:
    """A ticket number as typed or pasted: blanks gone, capitals."""
    return "".join(plain(text).split()).upper()
