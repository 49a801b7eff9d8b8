"""The form of each kind of bulk change: what it asks for before it is done."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.bulk.choices import ChangeKind, Step
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.rules.size import is_big, number_in_words
from hospital_itsm.bulk.wording import MENDS
from hospital_itsm.following.forms.snooze import DATE
from hospital_itsm.following.rules.snooze import presets
from hospital_itsm.following.wording import offer_words
from hospital_itsm.links.choices import Relation
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.people.models import Membership, Team, User
from tickets.choices import Priority
from tickets.forms.desk import CHOSEN, LINE, SELECT
from tickets.forms.desk_step import UNTIL, close_codes
from tickets.forms.fields import FreeText
from tickets.wording import CAUSES
from vendors.models import Vendor

NOBODY = "-"
LISTED = {"invalid_choice": _("Choose one of the listed values.")}


def _rows(label: Any, rows: Any, empty: Any, mend: Any = "") -> forms.ModelChoiceField:
    """One row of a list; `mend` says what to do where none was chosen, without it none is needed."""
    return forms.ModelChoiceField(
        label=label,
        queryset=rows,
        required=bool(mend),
        empty_label=empty,
        widget=forms.Select(attrs=dict(SELECT)),
        error_messages={**LISTED, "required": mend},
    )


def _codes(label: Any, choices: Any, mend: Any = "", **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        required=bool(mend),
        empty_value=None,
        widget=forms.Select(attrs=dict(SELECT)),
        error_messages={**LISTED, "required": mend},
        **options,
    )


def _line(label: Any, hint: Any = "", *, required: bool = True) -> FreeText:
    widget = forms.TextInput(attrs=dict(LINE))
    return FreeText(label=label, help_text=hint, widget=widget, required=required)


def _moment(label: Any, hint: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateTimeInput(attrs={"class": "field", "type": "datetime-local"}, format=UNTIL),
        error_messages={"invalid": _("Give day and time, such as 2026-11-30 14:00.")},
    )


class ChangeForm(forms.Form):
    """What one kind of change asks for; a big one asks for its number as well."""

    use_required_attribute = False

    def __init__(self, *args: Any, change: BulkChange, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(FIELDS[ChangeKind(change.kind)](change, actor))
        if is_big(change.count):
            words = {"words": number_in_words(change.count), "count": change.count}
            self.fields["typed"] = _line(
                _("Type the number of tickets"), _("%(words)s, or %(count)d. Then they are changed.") % words
            )
        for bound in self.visible_fields()[:1]:
            bound.field.widget.attrs["autofocus"] = True

    def given(self) -> dict[str, Any]:
        """The values of the change, without the number that was typed."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "typed"}
        if (when := values.pop("when", DATE)) != DATE:
            values["until"] = presets(timezone.now(), timezone.get_current_timezone())[when]
        if "assignee" in values:
            values["assignee"] = User.objects.filter(username=values["assignee"]).first()
        return values


def people_of(change: BulkChange) -> Any:
    """Active people who belong to a team of the chosen tickets."""
    tickets = change.rows.values("ticket__team")
    members = Membership.objects.valid().filter(team__in=tickets)
    return User.objects.filter(Q(pk__in=members.values("user")), is_active=True).order_by("full_name", "pk")


def _take(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    return {}


def _assign(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    people = [(user.username, user.full_name) for user in people_of(change)]
    choices = [("", _("Choose")), (NOBODY, _("Nobody, back to the team")), *people]
    return {"assignee": _codes(_("Assignee"), choices, MENDS["assignee"])}


def _team(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    teams = Team.objects.filter(is_active=True).order_by("name")
    return {"team": _rows(_("Team"), teams, _("Choose a team"), MENDS["team"]), "reason": _line(_("Why?"))}


def _priority(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    choices = [(value, words) for value, words in Priority.choices if value in CHOSEN]
    return {
        "priority": _codes(_("Priority"), choices, MENDS["priority"], coerce=int),
        "reason": _line(_("Why?")),
    }


def _state(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    message = FreeText(
        label=_("Message to the requesters"),
        help_text=_("For resolved ones. Everybody who reported one of them gets it."),
        widget=forms.Textarea(attrs={**SELECT, "rows": 3}),
    )
    vendors = Vendor.objects.in_use().order_by("name")
    return {
        "step": _codes(_("State"), [("", _("Choose")), *Step.choices], MENDS["step"]),
        "reason": _line(_("Why?"), _("For a state that waits, and for cancelled ones."), required=False),
        "until": _moment(_("Until when?"), _("For a state that waits.")),
        "vendor": _rows(_("Vendor"), vendors, _("Choose")),
        "close_code": _codes(_("What kind of fix?"), close_codes()),
        "cause": _codes(_("Cause"), [("", _("Choose")), *CAUSES.items()]),
        "message": message,
    }


def _macro(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    macros = [(row.pk, row.name) for row in usable(actor)]
    return {"macro": _codes(_("Macro"), [("", _("Choose a macro")), *macros], MENDS["macro"], coerce=int)}


def _merge(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    return {
        "into": _line(_("Number of the ticket that goes on"), _("Such as INC-20418.")),
        "reason": _line(_("Why is it the same?"), required=False),
    }


def _link(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    usual_first = sorted(Relation.choices, key=lambda choice: choice[0] != Relation.CHILD_OF)
    return {
        "relation": _codes(_("What are they to it?"), usual_first, MENDS["relation"]),
        "other": _line(_("Number of the other ticket"), _("Such as INC-20418.")),
    }


def _snooze(change: BulkChange, actor: Any) -> Mapping[str, forms.Field]:
    now = timezone.now()
    offered = presets(now, timezone.get_current_timezone())
    times = [(code, offer_words(code, at, now)) for code, at in offered.items()]
    return {
        "when": _codes(_("Until when?"), [*times, (DATE, _("A time of my own"))], MENDS["until"]),
        "until": _moment(_("The day and time"), _("Only where you chose a time of your own above.")),
    }


FIELDS = {
    ChangeKind.TAKE: _take,
    ChangeKind.ASSIGN: _assign,
    ChangeKind.TEAM: _team,
    ChangeKind.PRIORITY: _priority,
    ChangeKind.STATE: _state,
    ChangeKind.MACRO: _macro,
    ChangeKind.MERGE: _merge,
    ChangeKind.LINK: _link,
    ChangeKind.SNOOZE: _snooze,
}
