"""Forms of the agent's ticket page that put one thing right: owner, team, one field, priority, answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.models import Service
from hospital_itsm.people.models import CareArea, Team, User
from tickets.choices import Priority
from tickets.forms.fields import FreeText
from tickets.models import Category
from tickets.rules.facts import DEADLINES, REACHES, WORKAROUNDS

LINE = {"class": "field", "autocomplete": "off"}
SELECT = {"class": "field"}
CHOSEN = tuple(value for value in Priority.values if value < Priority.P5)
"""The priorities a person chooses; planned work has its own kind."""


def line(label: Any, **options: Any) -> FreeText:
    """One line of text; the action says what is missing."""
    return FreeText(label=label, widget=forms.TextInput(attrs=LINE), required=True, **options)


def words(label: Any, rows: int = 3, **options: Any) -> FreeText:
    """Several lines of text."""
    widget = forms.Textarea(attrs={**SELECT, "rows": rows, "data-send-key": True})
    return FreeText(label=label, widget=widget, required=True, **options)


class VersionForm(forms.Form):
    """Carries the version of the ticket that was on the screen."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def focus(self, name: str = "") -> None:
        """Put the cursor into this control, else into the first that is seen."""
        for field in [self[name]] if name else self.visible_fields()[:1]:
            field.field.widget.attrs["autofocus"] = True


class AssigneeForm(VersionForm):
    """Who works it."""

    assignee = forms.ModelChoiceField(
        label=_("Assignee"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody, back to the team"),
        widget=forms.Select(attrs=SELECT),
        error_messages={"invalid_choice": _("Choose somebody of the list.")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class TeamForm(VersionForm):
    """Which team has it, and why it changes."""

    team = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.filter(is_active=True).order_by("name"),
        empty_label=_("Choose a team"),
        widget=forms.Select(attrs=SELECT),
        error_messages={
            "required": _("Choose the team that works it."),
            "invalid_choice": _("This team is closed. Choose another."),
        },
    )
    reason = line(_("Why?"), error_messages={"required": _("Say in one line why.")})


class ReasonForm(VersionForm):
    """Why, in one line."""

    reason = line(_("Why?"), error_messages={"required": _("Say in one line why.")})


class CorrectForm(VersionForm):
    """One field of the ticket; `field` is a name of `actions.fields.SETTABLE`."""

    def __init__(self, *args: Any, field: str, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _row(field, label) if field in ROWS else _text(field, label)
        self.focus()


ROWS: dict[str, Any] = {
    "category": lambda: Category.objects.filter(is_active=True).order_by("name"),
    "service": lambda: Service.objects.filter(is_active=True).order_by("name"),
    "care_area": lambda: CareArea.objects.filter(is_active=True).order_by("name", "pk"),
}


def _row(field: str, label: Any) -> forms.Field:
    return forms.ModelChoiceField(
        label=label,
        queryset=ROWS[field](),
        required=field == "care_area",
        empty_label=_("Not set"),
        widget=forms.Select(attrs=dict(SELECT)),
        error_messages={
            "required": _("Choose the unit where the problem is."),
            "invalid_choice": _("Choose one of the list."),
        },
    )


def _text(field: str, label: Any) -> forms.Field:
    return FreeText(label=label, widget=forms.TextInput(attrs=dict(LINE)), required=field == "title")


class PriorityForm(VersionForm):
    """Another priority with its reason, and who agreed where that is asked."""

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=[(value, words) for value, words in Priority.choices if value in CHOSEN],
        coerce=int,
        widget=forms.Select(attrs=SELECT),
        error_messages={
            "required": _("Choose priority 1, 2, 3 or 4."),
            "invalid_choice": _("Choose priority 1, 2, 3 or 4."),
        },
    )
    reason = line(_("Why?"), error_messages={"required": _("Say in one line why the priority changes.")})
    spoke_with = FreeText(label=_("Whom on the unit did you speak with?"), widget=forms.TextInput(attrs=LINE))
    charge_nurse = FreeText(label=_("Charge nurse who agreed"), widget=forms.TextInput(attrs=LINE))
    engineer = FreeText(label=_("On-call engineer who agreed"), widget=forms.TextInput(attrs=LINE))
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agreed: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"spoke_with", "charge_nurse", "engineer"} - set(agreed):
            del self.fields[name]


YES_NO = [("yes", _("Yes")), ("no", _("No"))]
WORKAROUND_WORDS = {"no": _("No"), "not_for_long": _("Yes, but not for long"), "yes": _("Yes")}
REACH_WORDS = {
    "one": _("One person or one room"),
    "few": _("2 to 19 people or rooms"),
    "unit": _("A whole unit, or 20 to 99 people"),
    "many": _("Several units, or 100 people and more"),
}
DEADLINE_WORDS = {
    "now": _("Now"),
    "within_4h": _("Within 4 hours"),
    "today": _("Today"),
    "this_week": _("This week"),
    "no_hurry": _("No hurry"),
}


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select(attrs=SELECT),
        error_messages={
            "required": _("Choose one of the listed values."),
            "invalid_choice": _("Choose one of the listed values."),
        },
    )


class AnswersForm(VersionForm):
    """The five questions of triage (domain/2 §2.2) and the facts that were recorded."""

    harm = _choice(_("May someone be harmed?"), YES_NO)
    in_use_on_patient = _choice(_("Is it in use on a patient?"), YES_NO)
    workaround = _choice(
        _("Is there another way to work?"), [(code, WORKAROUND_WORDS[code]) for code in WORKAROUNDS]
    )
    reach = _choice(_("Who is affected?"), [(code, REACH_WORDS[code]) for code in REACHES])
    serious_by = _choice(_("When does it get serious?"), [(code, DEADLINE_WORDS[code]) for code in DEADLINES])
    flags = forms.MultipleChoiceField(
        label=_("Facts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose one of the listed values.")},
    )
    reason = line(_("What does the correction stand on?"))

    def __init__(self, *args: Any, flag_words: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["flags"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = flag_words
