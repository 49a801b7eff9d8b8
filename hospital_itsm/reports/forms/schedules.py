"""The form of a schedule."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import Site, Team, User
from hospital_itsm.reports.choices import Cadence, Output
from hospital_itsm.reports.models import ReportSchedule
from hospital_itsm.reports.rules.recurrence import LAST_DAY
from hospital_itsm.reports.schedule_words import weekday_words
from vendors.forms.fields import Lines, VersionForm, choice, whole

DAYS: Final = [(number, lazy(weekday_words, str)(number)) for number in range(7)]
OUTPUTS: Final = [
    *((one.value, one.label) for one in (Output.PDF, Output.CSV, Output.XLSX)),
    (Output.PAGE.value, gettext_lazy("A link to the page")),
]


def boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Several of a list."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose among those listed.")},
    )


class ScheduleForm(VersionForm):
    """When, to whom, as what. Whoever may not share widely is offered the own teams alone."""

    cadence = choice(gettext_lazy("How often"), Cadence.choices)
    weekday = choice(
        gettext_lazy("On which day of the week"), DAYS, hint=gettext_lazy("Counts for every week.")
    )
    month_day = whole(
        gettext_lazy("On which day of the month"),
        hint=gettext_lazy("Counts for every month; 31 is the last day, and so is what a month has not."),
    )
    at = forms.TimeField(
        label=gettext_lazy("At"),
        widget=forms.TimeInput(attrs={"class": "field", "type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Give the time of day."),
            "invalid": gettext_lazy("Write the time like 07:00."),
        },
    )
    zone = choice(gettext_lazy("By the clock of"), ())
    output = choice(
        gettext_lazy("As"), OUTPUTS, hint=gettext_lazy("A message brings a link, never the file itself.")
    )
    only_if_not_empty = forms.BooleanField(
        label=gettext_lazy("Send it only if it is not empty"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )
    only_over = whole(gettext_lazy("Send it only with more rows than"))
    people = Lines(gettext_lazy("People"), hint=gettext_lazy("User names, one a line."))
    teams = boxes(gettext_lazy("Teams"), ())
    roles = boxes(gettext_lazy("Roles"), RoleCode.choices)

    def __init__(self, actor: Any, may_share: bool, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        zones = dict.fromkeys(
            [settings.TIME_ZONE, *Site.objects.order_by("name").values_list("time_zone", flat=True)]
        )
        stored = (self.initial or {}).get("zone")
        zones |= {stored: None} if stored else {}
        self._offer("zone", [(one, one) for one in zones])
        teams = Team.objects.filter(is_active=True).order_by("name")
        teams = teams if may_share else teams.filter(pk__in=actor.team_ids)
        self._offer("teams", list(teams.values_list("code", "name")))
        if not may_share:
            del self.fields["roles"]

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        """Active people by their user names."""
        names = list(dict.fromkeys(self.cleaned_data["people"]))
        found = {one.username: one for one in User.objects.filter(username__in=names, is_active=True)}
        if unknown := [name for name in names if name not in found]:
            raise forms.ValidationError(_("Nobody has the user name %(name)s.") % {"name": unknown[0][:60]})
        return [found[name] for name in names]

    def clean_teams(self) -> list[Team]:
        """The teams of the codes."""
        return list(Team.objects.filter(code__in=self.cleaned_data["teams"]).order_by("code"))


def fields_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the action takes, of what the form read."""
    given = {name: data[name] for name in ("cadence", "at", "zone", "output", "people", "teams")}
    over = data["only_over"]
    return {
        **given,
        "weekday": int(data["weekday"]),
        "month_day": LAST_DAY if data["month_day"] is None else data["month_day"],
        "only_over": 0 if over is None and data["only_if_not_empty"] else over,
        "roles": data.get("roles", []),
    }


def stored_values(row: ReportSchedule) -> dict[str, Any]:
    """A schedule as its form shows it."""
    return {
        "cadence": row.cadence,
        "weekday": row.weekday,
        "month_day": row.month_day,
        "at": row.at,
        "zone": row.zone,
        "output": row.output,
        "only_if_not_empty": row.only_over is not None,
        "only_over": row.only_over or None,
        "people": "\n".join(row.people.order_by("username").values_list("username", flat=True)),
        "teams": list(row.teams.order_by("code").values_list("code", flat=True)),
        "roles": row.roles,
    }
