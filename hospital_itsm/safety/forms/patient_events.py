"""Forms of a device-related patient event: noting it, and closing its clock."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.safety.choices import EventOutcome
from tickets.forms.desk import LINE, SELECT, VersionForm
from tickets.forms.fields import FreeText


def _day(label: Any, words: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "field"}),
        error_messages={"required": words, "invalid": words},
    )


def _kept(label: Any) -> FreeText:
    return FreeText(label=label, widget=forms.Textarea(attrs={**SELECT, "rows": 2}))


class EventForm(VersionForm):
    """Patient first: whether another device is on the patient comes before what is kept."""

    confirmed_with = FreeText(
        label=_("Another device is on the patient. Who of the unit confirmed it?"),
        help_text=_("Leave it empty until it is so. With a name the device goes into quarantine now."),
        widget=forms.TextInput(attrs=dict(LINE)),
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=EventOutcome.choices,
        widget=forms.Select(attrs=dict(SELECT)),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    became_aware_on = _day(
        _("On which day did the first of the staff know?"), _("Give the day the first of the staff knew.")
    )
    settings = _kept(_("Settings and readings on the device"))
    accessories = _kept(_("Accessories and disposables that were in use"))
    logs = _kept(_("Logs, alarms and messages"))


class SentForm(VersionForm):
    """When the report went out, or why none was due."""

    sent_on = _day(_("Sent on, or found not due on"), _("Give the day."))
    note = FreeText(
        label=_("To whom and under which number, or why none was due"),
        widget=forms.TextInput(attrs=dict(LINE)),
    )
