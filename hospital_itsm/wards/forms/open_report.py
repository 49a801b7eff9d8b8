"""The report without signing in: who, where to call, and the four questions of every report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import FreeText
from tickets.forms.report import ReportForm


class OpenReportForm(ReportForm):
    """Reads it; `report_openly` says what is missing."""

    name = FreeText(
        label=_("Your name"), widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"})
    )
    device_text = FreeText(
        label=_("Which device?"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "data-scan": True}),
    )
    callback = FreeText(
        label=_("Where can we reach you?"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
