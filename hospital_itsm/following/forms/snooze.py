"""The form that lets a ticket rest."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.following.rules.snooze import TOMORROW, presets
from hospital_itsm.following.wording import offer_words
from tickets.forms.desk import VersionForm

DATE: Final = "date"


class SnoozeForm(VersionForm):
    """A time that is offered, or one of one's own."""

    when = forms.ChoiceField(
        label=_("Until when?"),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={
            "required": _("Choose one of the listed times."),
            "invalid_choice": _("Choose one of the listed times."),
        },
    )
    until = forms.DateTimeField(
        label=_("The day and time"),
        required=False,
        help_text=_("Only where you chose a time of your own above."),
        widget=forms.DateTimeInput(
            attrs={"class": "field", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": _("Write day and time, such as 2026-11-28 14:30.")},
    )

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"when": TOMORROW, **options.pop("initial", {})}, **options})
        self.offered = presets(now, timezone.get_current_timezone())
        words = [(code, offer_words(code, at, now)) for code, at in self.offered.items()]
        self.fields["when"].choices = [*words, (DATE, _("A time of my own"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the time of one's own where that was chosen."""
        given = super().clean() or {}
        if given.get("when") == DATE and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Write the day and time."))
        return given

    @property
    def chosen(self) -> datetime:
        """The time that was chosen."""
        when = self.cleaned_data["when"]
        return self.cleaned_data["until"] if when == DATE else self.offered[when]
