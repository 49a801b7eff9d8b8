"""The forms of time and phone calls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import number_field, text_field, tick_field
from hospital_itsm.worklog.choices import Direction, EntryKind
from hospital_itsm.worklog.rules.time import LONGEST_MINUTES

SELECT = {"class": "field"}


class EntryForm(forms.Form):
    """Work, or a phone call."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What took the time?"),
        choices=EntryKind.choices,
        widget=forms.Select(attrs=SELECT),
        error_messages={"required": _("Choose one of the listed values.")},
    )
    minutes = number_field(_("Minutes"), least=1, most=LONGEST_MINUTES)
    began_at = forms.DateTimeField(
        label=_("Began at"),
        required=False,
        help_text=_("Empty: it has just ended."),
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": _("Write day and time, such as 2026-11-28 14:30.")},
    )
    direction = forms.ChoiceField(
        label=_("Who called whom?"),
        required=False,
        choices=[("", _("No phone call")), *Direction.choices],
        widget=forms.Select(attrs=SELECT),
    )
    spoke_with = text_field(
        _("Whom did you speak with?"), 80, hint=_("Their name or job. No names of patients.")
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {name: value for name, value in given.items() if value is not None}


class CorrectForm(EntryForm):
    """One's own entry again; what kind it is of stays."""

    kind = None  # type: ignore[assignment]
    is_struck = tick_field(_("Strike it out"), _("It stays in the list and counts no more."))
