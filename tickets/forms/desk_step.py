"""The form before a step of the lifecycle: it asks exactly what the step cannot go without."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import Team
from tickets.choices import ClinicalImpact
from tickets.forms.desk import SELECT, VersionForm, line, words
from tickets.models import Category
from tickets.rules.closing import CLOSE_CODES_BY_HEADING
from tickets.wording import CAUSES, CLOSE_CODES, CLOSE_HEADINGS
from vendors.models import Vendor

UNTIL = "%Y-%m-%dT%H:%M"


def close_codes() -> list[Any]:
    """Close codes under their twelve headings."""
    groups = [
        (CLOSE_HEADINGS[heading], [(code, CLOSE_CODES[code]) for code in codes])
        for heading, codes in CLOSE_CODES_BY_HEADING.items()
    ]
    return [("", _("Choose")), *groups]


def _select(label: Any, choices: Any, mend: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select(attrs=SELECT),
        error_messages={"required": mend, "invalid_choice": _("Choose one of the listed values.")},
    )


def _row(label: Any, rows: Any, mend: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label,
        queryset=rows,
        widget=forms.Select(attrs=SELECT),
        empty_label=_("Choose"),
        error_messages={"required": mend, "invalid_choice": _("Choose one of the listed values.")},
    )


FIELDS: dict[str, Callable[[], forms.Field]] = {
    "message": lambda: words(
        _("Message to the requester"),
        error_messages={"required": _("Write the message: it goes to the reporter.")},
    ),
    "reason": lambda: line(_("Why?"), error_messages={"required": _("Say in one line why.")}),
    "until": lambda: forms.DateTimeField(
        label=_("Until when?"),
        widget=forms.DateTimeInput(attrs={"class": "field", "type": "datetime-local"}, format=UNTIL),
        error_messages={
            "required": _("Say until when, a time that is still ahead."),
            "invalid": _("Give day and time, such as 2026-11-30 14:00."),
        },
    ),
    "vendor": lambda: _row(_("Vendor"), Vendor.objects.in_use().order_by("name"), _("Choose the vendor.")),
    "category": lambda: _row(
        _("Category"), Category.objects.filter(is_active=True).order_by("name"), _("Choose the category.")
    ),
    "team": lambda: _row(
        _("Team"), Team.objects.filter(is_active=True).order_by("name"), _("Choose the team that works it.")
    ),
    "close_code": lambda: _select(_("What kind of fix?"), close_codes(), _("Choose what fixed it.")),
    "cause": lambda: _select(_("Cause"), [("", _("Choose")), *CAUSES.items()], _("Choose the cause.")),
    "clinical_impact": lambda: _select(
        _("What did it mean for care?"), ClinicalImpact.choices, _("Choose what it meant for care.")
    ),
    "workaround": lambda: forms.TypedChoiceField(
        label=_("Was a workaround used?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.Select(attrs=SELECT),
        error_messages={"invalid_choice": _("Say whether a workaround was used.")},
    ),
    "downtime_minutes": lambda: forms.IntegerField(
        label=_("Minutes on downtime procedure"),
        min_value=0,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "field", "min": 0}),
        error_messages={
            "required": _("Give the minutes on downtime procedure, 0 if none."),
            "invalid": _("Give the minutes on downtime procedure, 0 if none."),
            "min_value": _("Give the minutes on downtime procedure, 0 if none."),
        },
    ),
}
ORDER = tuple(FIELDS)


class StepForm(VersionForm):
    """The values a step asks for, and those it takes besides."""

    def __init__(
        self, *args: Any, asked: Sequence[str], besides: Sequence[str] = (), message: Any = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in (name for name in ORDER if name in {*asked, *besides}):
            field = FIELDS[name]()
            field.required = name in asked
            field.label = message if message and name == "message" else field.label
            self.fields[name] = field
        self.focus()

    @staticmethod
    def given(data: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the step among cleaned data, without what was left out."""
        return {name: data[name] for name in ORDER if data.get(name) not in (None, "")}
