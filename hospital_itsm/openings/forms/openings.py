"""The number and the reason; the finding and a word."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.openings.choices import Finding
from tickets.forms.fields import Answer, FreeText


class OpenForm(forms.Form):
    """Reads them; the action says what is wrong."""

    number = FreeText(
        label=_("Ticket number"),
        help_text=_("Exactly, such as SEC-10021."),
        widget=forms.TextInput(
            attrs={"class": "field", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    reason = FreeText(
        label=_("Why can it not wait?"),
        help_text=_("Privacy reads this. Leave out patient names and record numbers."),
        widget=forms.Textarea(attrs={"class": "field", "rows": 3}),
    )


class ReviewForm(forms.Form):
    """Reads them; the action says what is wrong."""

    finding = Answer(label=_("Was it right to open it?"), choices=Finding.choices)
    word = FreeText(
        label=_("What did you look at?"), widget=forms.Textarea(attrs={"class": "field", "rows": 2})
    )
