"""The forms of the rota."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.audit.reasons import LONGEST
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.forms.people import TEAMS
from hospital_itsm.people.models import OnCallShift, User
from hospital_itsm.people.rota import candidates


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


class ReturnField(forms.ModelChoiceField):
    """A coming shift of a colleague."""

    def label_from_instance(self, obj: Any) -> str:
        """Whose, at which level, and when."""
        begin, end = (f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (obj.starts_at, obj.ends_at))
        return f"{obj.user.full_name}, {obj.get_level_display()}, {begin} - {end}"


class AskForm(forms.Form):
    """Which colleague takes a shift, and for which of theirs in return."""

    use_required_attribute = False
    asked = WhoField(label=_("Colleague"))
    in_return = ReturnField(
        label=_("I take in return"),
        help_text=_("A coming shift of that colleague for the same queue."),
        queryset=OnCallShift.objects.none(),
        required=False,
        empty_label=_("Nothing"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("Choose a shift of that colleague for the same queue.")},
    )

    def __init__(self, *args: Any, shift: OnCallShift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = candidates(shift).exclude(pk=shift.user_id)
        coming = Q(team=shift.team, user__in=colleagues, starts_at__gt=timezone.now())
        for name, offered in (
            ("asked", colleagues),
            ("in_return", OnCallShift.objects.filter(coming).select_related("user").order_by("starts_at")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  both are declared so
            field.queryset = offered


class AnswerForm(forms.Form):
    """Words of a no, and the version that is answered."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why not"),
        help_text=_("Your colleague and those who keep the rota see it."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )
    version = _version()
