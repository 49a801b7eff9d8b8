"""The form of one ladder: up to ten rungs, each with its time, what happens and whom it is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hospital_itsm.setup.forms.holidays import reason_field
from hospital_itsm.setup.ladder_words import UNREADABLE
from hospital_itsm.setup.promise_words import AUDIENCE_WORDS
from hospital_itsm.setup.rules.ladders import MOST_RUNGS, UnreadableWhen, in_order, read_when, write_when
from tickets.choices import StepAction
from tickets.rules.escalation import AUDIENCES, Step

FURTHER = 2
"""So many empty rungs are shown below those there are."""


class WhenField(forms.CharField):
    """When a rung is reached, as people write it."""

    def __init__(self, label: str) -> None:
        widget = forms.TextInput(attrs={"class": "field", "autocomplete": "off"})
        super().__init__(label=label, required=False, max_length=20, widget=widget)

    def clean(self, value: Any) -> tuple[int | None, int | None, str] | None:
        """Percent, minutes and what they count from; None for a rung that is not there."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_when(text)
        except UnreadableWhen as error:
            raise forms.ValidationError(str(UNREADABLE)) from error


@dataclass(frozen=True)
class Rung:
    """The bound controls of one rung."""

    number: int
    when: forms.BoundField
    action: forms.BoundField
    whom: forms.BoundField
    asks: forms.BoundField


class LadderForm(forms.Form):
    """One ladder. A rung without a time is left out, so emptying the time removes it."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, ladder: Sequence[Step], metric: str, priority: int, version: int):
        self.stored, self.metric, self.priority = in_order(ladder), metric, priority
        super().__init__(data, initial={"version": version, **_initial(self.stored)})
        for number in range(1, MOST_RUNGS + 1):
            self.fields[f"when_{number}"] = WhenField(_("When"))
            self.fields[f"action_{number}"] = forms.ChoiceField(
                label=_("What happens"),
                required=False,
                choices=StepAction.choices,
                widget=forms.Select(attrs={"class": "field"}),
            )
            self.fields[f"whom_{number}"] = forms.MultipleChoiceField(
                label=_("Whom"),
                required=False,
                choices=[(code, AUDIENCE_WORDS[code]) for code in AUDIENCES],
                widget=forms.CheckboxSelectMultiple,
            )
            self.fields[f"asks_{number}"] = forms.BooleanField(
                label=_("Ask why it was missed"), required=False
            )
        self.fields["ladder"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.fields["reason"] = reason_field()

    def rungs(self) -> Iterator[Rung]:
        """Those that are stored or were written, and a few empty ones."""
        written = [number for number in range(1, MOST_RUNGS + 1) if self[f"when_{number}"].value()]
        last = max([len(self.stored), *written])
        for number in range(1, min(last + FURTHER, MOST_RUNGS) + 1):
            names = (f"{name}_{number}" for name in ("when", "action", "whom", "asks"))
            yield Rung(number, *(self[name] for name in names))

    def is_ready(self, *, trying: bool) -> bool:
        """Is it valid? A ladder that is only tried needs no reason."""
        if not self.is_valid() and trying:
            self.errors.pop("reason", None)
        return not self.errors

    def ladder(self) -> tuple[Step, ...]:
        """The rungs as they were written, from the first to the last."""
        return in_order(self._written())

    def _written(self) -> Iterator[Step]:
        given = self.cleaned_data
        for number in range(1, MOST_RUNGS + 1):
            if (when := given[f"when_{number}"]) is None:
                continue
            percent, minutes, anchor = when
            whom = given[f"whom_{number}"]
            yield Step(
                self.metric,
                self.priority,
                tuple(code for code in AUDIENCES if code in whom),
                given[f"action_{number}"] or StepAction.PAGE.value,
                percent,
                minutes,
                anchor,
                given[f"asks_{number}"],
            )

    def show_version(self, version: int) -> None:
        """Make the next sending answer this version, because the page now shows what it changed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]


def _initial(ladder: Sequence[Step]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, step in enumerate(ladder, start=1):
        found[f"when_{number}"] = write_when(step)
        found[f"action_{number}"] = step.action
        found[f"whom_{number}"] = list(step.audience)
        found[f"asks_{number}"] = step.needs_reason
    return found
