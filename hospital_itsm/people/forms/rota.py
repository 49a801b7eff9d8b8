"""The forms of the rota."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.audit.reasons import LONGEST
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.forms.people import TEAMS
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


def _why() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who reads the rota sees it, and it stays in the audit trail."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why, in at most 200 characters. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


def _version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


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
    """Who takes a part of a shift, why, and which; all that is left of it where no times are given."""

    user = WhoField(label=_("Hand over to"))
    reason = _why()
    starts_at = _moment(_("From"), _("Empty: from now on, or from its beginning."))
    ends_at = _moment(_("Until"), _("Empty: until its end."))
    version = _version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_people(self)


def _offer_people(form: forms.Form) -> None:
    field = form.fields["user"]
    assert isinstance(field, WhoField)  # noqa: S101  both forms declare it
    field.queryset = people_with_permission("page.acknowledge")


class TimesForm(forms.Form):
    """Other times of a shift: of a running one the end alone."""

    use_required_attribute = False
    starts_at = _moment(_("From"), _("Empty: as it stands."))
    ends_at = _moment(_("Until"), _("Empty: as it stands."))
    reason = _why()
    version = _version()

    def __init__(self, *args: Any, has_begun: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stays in the audit trail.")
        if has_begun:
            del self.fields["starts_at"]


class EndForm(forms.Form):
    """Why a running shift ends now."""

    use_required_attribute = False
    reason = _why()
    version = _version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("It stays in the audit trail.")
