"""The forms of rota and workstations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.forms.people import TEAMS
from hospital_itsm.people.forms.sign_in import UNITS
from hospital_itsm.people.models import User


class WhoField(forms.ModelChoiceField):
    """Somebody who can answer pages."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=User.objects.none(),
            empty_label=_("Choose somebody"),
            widget=forms.Select(attrs={"class": "field"}),
            error_messages={
                "required": _("Choose somebody."),
                "invalid_choice": _("This person cannot answer pages. Choose somebody who can."),
            },
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Name and job."""
        return f"{obj.full_name}, {obj.job_title}" if obj.job_title else str(obj.full_name)


def _moment(label: Any, hint: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": _("Write it like 2026-11-30 08:00.")},
    )


class ShiftForm(forms.Form):
    """A shift: for what, who, from when until when (hospital time)."""

    team = forms.ModelChoiceField(
        label=_("Queue"),
        queryset=TEAMS,
        required=False,
        empty_label=_("The whole house"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=OnCallLevel.choices, widget=forms.Select(attrs={"class": "field"})
    )
    user = WhoField(label=_("Who"))
    starts_at = forms.DateTimeField(
        label=_("From"),
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={
            "required": _("Say when the shift begins."),
            "invalid": _("Write it like 2026-11-30 08:00."),
        },
    )
    ends_at = forms.DateTimeField(
        label=_("Until"),
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={
            "required": _("Say when the shift ends."),
            "invalid": _("Write it like 2026-11-30 08:00."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self)


class HandOverForm(forms.Form):
    """Who takes a part of a shift, and which; all that is left of it where no times are given."""

    user = WhoField(label=_("Hand over to"))
    starts_at = _moment(_("From"), _("Empty: from now on, or from its beginning."))
    ends_at = _moment(_("Until"), _("Empty: until its end."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self)


def _offer_people(form: forms.Form) -> None:
    field = form.fields["user"]
    assert isinstance(field, WhoField)  # noqa: S101  both forms declare it
    field.queryset = people_with_permission("page.acknowledge")


class WorkstationForm(forms.Form):
    """This computer and its place."""

    name = forms.CharField(
        label=_("Computer"),
        help_text=_("As on its label, such as ICU-WS-04."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "field", "autocomplete": "off", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Give the computer's name, as on its label.")},
    )
    care_area = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=UNITS,
        empty_label=_("Choose a unit"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"required": _("Choose the unit it stands in.")},
    )
    room = forms.CharField(
        label=_("Room"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
    )
    is_shared = forms.BooleanField(
        label=_("Several people use it: sign out after 3 idle minutes"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
    is_critical = forms.BooleanField(
        label=_("Care depends on it: its problems count one step higher"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
