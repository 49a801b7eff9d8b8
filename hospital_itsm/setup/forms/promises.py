"""The form of a set of promises: a time and a calendar for each metric, priority and case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.choices import CareClass
from hospital_itsm.people.forms.house import SITES
from hospital_itsm.people.forms.people import TEAMS
from hospital_itsm.people.forms.setup_rows import number_field, text_field
from hospital_itsm.setup.policy_drafts import PolicyDraft, draft_of
from hospital_itsm.setup.promise_words import VARIANT_WORDS
from hospital_itsm.setup.rules.written_times import UnreadableTime, read_time, write_time
from tickets.choices import Metric, Priority
from tickets.models import SlaPolicy
from tickets.rules.sla import UPDATE
from tickets.rules.targets import Target

ADDED = "added"
CLASSES = [(code, f"{code}, {label}") for code, label in CareClass.choices]


class TimeField(forms.CharField):
    """The time of a promise as people write it."""

    def __init__(self, label: str, *, only_minutes: bool = False) -> None:
        widget = forms.TextInput(attrs={"class": "field", "autocomplete": "off", "aria-label": label})
        super().__init__(label=label, required=False, max_length=40, widget=widget)
        self.only_minutes = only_minutes

    def clean(self, value: Any) -> tuple[int | None, int | None]:
        """Minutes or business days; what cannot be read is named."""
        text = super().clean(value)
        try:
            minutes, days = read_time(text)
        except UnreadableTime as error:
            words = _("%(label)s: “%(text)s” is no time. Write 30 min, 4 h or 3 business days.")
            raise forms.ValidationError(words % {"label": self.label, "text": text}) from error
        if days is not None and self.only_minutes:
            raise forms.ValidationError(_("%s: write minutes or hours.") % self.label)
        return minutes, days


@dataclass(frozen=True)
class Line:
    """One row of the table: what it promises and its bound controls (`first` only for updates)."""

    metric: str
    priority: int
    case: str
    time: forms.BoundField
    first: forms.BoundField | None
    calendar: forms.BoundField


class PromisesForm(forms.Form):
    """All targets of one policy; saving publishes its next version.

    Controls are named by metric, priority and case, so that a form read before a promise was added keeps its places;
    what it does not hold stays as it is stored.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = text_field(gettext_lazy("Name"), 120, required=True)
    position = number_field(
        gettext_lazy("Tried as number"),
        least=1,
        most=999,
        hint=gettext_lazy("The policy with the smallest number whose conditions hold is taken."),
    )
    added_metric = forms.ChoiceField(
        label=gettext_lazy("What"),
        required=False,
        choices=[("", gettext_lazy("Add nothing")), *Metric.choices],
    )
    added_priority = forms.TypedChoiceField(
        label=gettext_lazy("Priority"), required=False, coerce=int, choices=Priority.choices
    )
    added_variant = forms.ChoiceField(
        label=gettext_lazy("Case"), required=False, choices=list(VARIANT_WORDS.items())
    )
    added_time = TimeField(str(gettext_lazy("Time of the added promise")))
    added_calendar = forms.ChoiceField(label=gettext_lazy("Counted in"), required=False)

    def __init__(self, data: Any, *, targets: Sequence[Target], initial: dict[str, Any]) -> None:
        stored = _initial(targets)
        if data is not None:
            data = {**stored, **data.dict()}
        super().__init__(data, initial={**initial, **stored})
        self.targets = targets
        calendars = [(row.lineage, row.name) for row in calendars_in_use()]
        known = {lineage for lineage, _name in calendars}
        calendars += sorted({(row.calendar, row.calendar) for row in targets if row.calendar not in known})
        for target in targets:
            place, label = _place(target), _label(target)
            self.fields[f"time_{place}"] = TimeField(label)
            if target.metric == UPDATE:
                self.fields[f"first_{place}"] = TimeField(_("%s, first round") % label, only_minutes=True)
            self.fields[f"calendar_{place}"] = forms.ChoiceField(
                label=_("%s, counted in") % label, choices=calendars
            )
            self.fields[f"calendar_{place}"].widget.attrs["aria-label"] = _("%s, counted in") % label
        self.fields["added_calendar"].choices = calendars  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if not isinstance(field.widget, forms.HiddenInput):
                field.widget.attrs.setdefault("class", "field")
            if name.startswith(ADDED):
                field.widget.attrs.setdefault("aria-label", str(field.label))

    def lines(self) -> Iterator[Line]:
        """The rows of the table, in the order of the policy."""
        for target in self.targets:
            place = _place(target)
            yield Line(
                str(Metric(target.metric).label),
                target.priority,
                str(VARIANT_WORDS[target.variant]),
                self[f"time_{place}"],
                self[f"first_{place}"] if target.metric == UPDATE else None,
                self[f"calendar_{place}"],
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a promise that is added twice or without a time."""
        given = super().clean() or {}
        if given.get("added_metric"):
            place = (given["added_metric"], given.get("added_priority") or 1, given.get("added_variant", ""))
            if any((row.metric, row.priority, row.variant) == place for row in self.targets):
                self.add_error("added_metric", _("This promise is in the table already. Change it there."))
            elif given.get("added_time") == (None, None):
                self.add_error("added_time", _("Write the time of the promise you add, such as 4 h."))
        return given

    def promised(self) -> tuple[Target, ...]:
        """The targets as they were written, the added one last."""
        given = self.cleaned_data
        rows = [self._promised(target) for target in self.targets]
        if given["added_metric"]:
            minutes, days = given["added_time"]
            rows.append(
                Target(
                    given["added_metric"],
                    given["added_priority"] or 1,
                    given["added_calendar"],
                    minutes,
                    days,
                    variant=given["added_variant"],
                )
            )
        return tuple(rows)

    def _promised(self, target: Target) -> Target:
        place = _place(target)
        minutes, days = self.cleaned_data[f"time_{place}"]
        first, _days = self.cleaned_data.get(f"first_{place}", (None, None))
        calendar = self.cleaned_data[f"calendar_{place}"]
        return replace(target, minutes=minutes, business_days=days, first_minutes=first, calendar=calendar)

    def show_version(self, version: int) -> None:
        """Make the next sending answer this version, because the page now shows what it changed."""
        self.data = {**self.data, "version": str(version)}


class NewPolicyForm(forms.Form):
    """A further policy for some tickets; it begins with the times of the one it is copied from."""

    code = text_field(
        gettext_lazy("Code"), 40, required=True, hint=gettext_lazy("Short and lasting. It is never changed.")
    )
    name = text_field(gettext_lazy("Name"), 120, required=True)
    position = number_field(
        gettext_lazy("Tried as number"),
        least=1,
        most=999,
        hint=gettext_lazy("Below 100 it is tried before the standard promises."),
    )
    care_class = forms.MultipleChoiceField(
        label=gettext_lazy("For units of class"),
        required=False,
        choices=CLASSES,
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("For the queue"),
        required=False,
        queryset=TEAMS,
        empty_label=gettext_lazy("Every queue"),
        widget=forms.Select(attrs={"class": "field"}),
    )
    site = forms.ModelChoiceField(
        label=gettext_lazy("For the site"),
        required=False,
        queryset=SITES,
        empty_label=gettext_lazy("Every site"),
        widget=forms.Select(attrs={"class": "field"}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a policy for every ticket: that is the standard one."""
        given = super().clean() or {}
        if not self.errors and not self._conditions(given):
            raise forms.ValidationError(_("Say which tickets it is for: a class, a queue or a site."))
        return given

    def draft_from(self, policy: SlaPolicy) -> PolicyDraft:
        """The policy to publish, with targets and ladders of another."""
        given = self.cleaned_data
        return replace(
            draft_of(policy),
            lineage=given["code"],
            name=given["name"],
            position=given["position"],
            conditions=self._conditions(given),
        )

    def _conditions(self, given: dict[str, Any]) -> dict[str, list[str]]:
        rows = {name: given.get(name) for name in ("team", "site")}
        found = {name: [row.code] for name, row in rows.items() if row is not None}
        return {**({"care_class": given["care_class"]} if given.get("care_class") else {}), **found}


def _initial(targets: Sequence[Target]) -> dict[str, str]:
    found: dict[str, str] = {}
    for target in targets:
        place = _place(target)
        found[f"time_{place}"] = write_time(target.minutes, target.business_days)
        found[f"first_{place}"] = write_time(target.first_minutes, None)
        found[f"calendar_{place}"] = target.calendar
    return found


def _place(target: Target) -> str:
    return f"{target.metric}_{target.priority}_{target.variant}"


def _label(target: Target) -> str:
    words = {
        "metric": Metric(target.metric).label,
        "priority": target.priority,
        "case": VARIANT_WORDS[target.variant],
    }
    return _("%(metric)s, priority %(priority)d, %(case)s") % words
