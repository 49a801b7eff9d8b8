"""The forms of removing, holding and opening."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import choice_field, text_field
from hospital_itsm.redaction.choices import What
from hospital_itsm.redaction.rules.words import LONGEST, MOST, written


def reason_field(label: Any) -> forms.CharField:
    """Why, in one line."""
    return text_field(
        label, 200, required=True, hint=_("It stays in the audit trail. Leave out what is removed.")
    )


class RedactForm(forms.Form):
    """What goes, and why; messages and files are drawn by the page."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Words to remove"),
        required=False,
        max_length=MOST * (LONGEST + 2),
        help_text=_(
            "Exactly as they stand, one thing a line. They go from the report, messages, notes, tasks, calls, "
            "reasons, drafts and the search, whatever their case."
        ),
        widget=forms.Textarea(
            attrs={"class": "field", "rows": 3, "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    what = choice_field(_("What is it?"), What.choices)
    reason = reason_field(_("Why is it removed?"))

    def clean_words(self) -> tuple[str, ...]:
        """One a line."""
        return written(self.cleaned_data["words"])


class ReasonForm(forms.Form):
    """Why a hold is set or lifted, or what is sealed is opened."""

    use_required_attribute = False
    reason = text_field(_("Reason"), 200, required=True, hint=_("It stays in the audit trail."))
