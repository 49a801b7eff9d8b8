"""The forms on a requester's page of a ticket."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.forms.fields import ChosenFiles, FreeText


class ReplyForm(ChosenFiles):
    """An answer to the desk, with files."""

    text = FreeText(
        label=_("Write to the desk"),
        widget=forms.Textarea(attrs={"class": "field", "rows": 3, "data-send-key": True}),
    )
    phi_decision = FreeText()


class CallbackForm(forms.Form):
    """Where one can be reached."""

    callback = FreeText(
        label=_("Where can we reach you?"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
