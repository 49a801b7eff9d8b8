"""The forms of shifts and hand-overs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import RowForm, code_field, text_field
from vendors.forms.fields import VersionForm


class ShiftForm(RowForm):
    """A shift that begins at a time of day."""

    code = code_field(12, _("Such as DAY."))
    name = text_field(_("Name"), 60, required=True)
    begins_at = forms.TimeField(
        label=_("Begins at"),
        help_text=_("In the time zone of the hospital."),
        widget=forms.TimeInput(attrs={"class": "field", "type": "time"}, format="%H:%M"),
        error_messages={
            "required": _("Give the time of day."),
            "invalid": _("Write the time like 07:00."),
        },
    )


class WordsForm(VersionForm):
    """What the next shift must know."""

    words = forms.CharField(
        label=_("What must the next shift know?"),
        max_length=2000,
        help_text=_("What is under way, who waits for what, what was promised. No names of patients."),
        widget=forms.Textarea(attrs={"class": "field", "rows": "6"}),
        error_messages={
            "required": _("Say it in a few words."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )
