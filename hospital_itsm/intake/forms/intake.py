"""The call as it is typed: who calls, then the questions of every report, and the category."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tickets.choices import Source
from tickets.forms.fields import FreeText
from tickets.forms.report import DRAFTED as REPORTED
from tickets.forms.report import WRITTEN as ANSWERED
from tickets.forms.report import ReportForm
from tickets.models import Category

CALLER = ("caller", "caller_words", "caller_name", "is_unlisted")
KEPT = (*CALLER, *(name for name in REPORTED if name != "topic"), "category")
"""What the draft of a call keeps."""
WRITTEN = (*CALLER, *ANSWERED)
"""What makes it worth keeping."""
SOURCE = Source.PHONE


class IntakeForm(ReportForm):
    """Reads the call; `report_problem` says what is missing, the caller excepted."""

    caller = FreeText(widget=forms.HiddenInput)
    caller_words = FreeText(
        label=_("Who is calling?"),
        help_text=_("Name, phone or ticket number, then Enter."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off", "spellcheck": "false"}),
    )
    caller_name = FreeText(
        label=_("Name of the caller"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    is_unlisted = FreeText(widget=forms.HiddenInput)
    callback = FreeText(
        label=_("Where can they be reached?"),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    category = forms.ModelChoiceField(
        label=_("Category"),
        queryset=Category.objects.filter(is_active=True).order_by("name"),
        required=False,
        empty_label=_("By the words"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("That category is retired. Choose another.")},
    )
