"""The form of a working calendar: hours of each weekday as written, days without work, proposals of public holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.worktime import Holiday, Window
from hospital_itsm.people.forms.house import zone_field
from hospital_itsm.people.forms.setup_rows import RowForm, code_field, number_field, text_field
from hospital_itsm.people.rules.written_hours import (
    Twice,
    Unreadable,
    read_days,
    read_windows,
    with_proposed,
    write_days,
    write_windows,
)

WEEKDAYS: Final = (
    ("monday", gettext_lazy("Monday")),
    ("tuesday", gettext_lazy("Tuesday")),
    ("wednesday", gettext_lazy("Wednesday")),
    ("thursday", gettext_lazy("Thursday")),
    ("friday", gettext_lazy("Friday")),
    ("saturday", gettext_lazy("Saturday")),
    ("sunday", gettext_lazy("Sunday")),
)
LONGEST_DAYS: Final = 40_000
MOST_YEARS: Final = 10


class HoursField(forms.CharField):
    """The hours of one weekday."""

    def __init__(self, weekday: int, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        )
        self.weekday = weekday

    def clean(self, value: Any) -> tuple[Window, ...]:
        """The windows; what cannot be read is named."""
        text = super().clean(value)
        try:
            return read_windows(self.weekday, text)
        except Unreadable as error:
            words = _("“%s” is no span of hours. Write it like 08:00-17:00; several with commas.")
            raise forms.ValidationError(words % error.args[0]) from error


class DaysField(forms.CharField):
    """Days without work, one a line."""

    def clean(self, value: Any) -> tuple[Holiday, ...]:
        """The days; the line that cannot be read is named."""
        text = super().clean(value)
        try:
            return read_days(text)
        except Twice as error:
            raise forms.ValidationError(_("%s stands there twice. Remove one.") % error.args[0]) from error
        except Unreadable as error:
            words = _("“%s” is no day. Write it like 2026-12-25 Christmas, with a name of up to 80 letters.")
            raise forms.ValidationError(words % error.args[0]) from error


class CalendarForm(RowForm):
    """One calendar; saving publishes its next version."""

    buttons = (("propose", gettext_lazy("Propose public holidays")),)
    code = code_field(30, gettext_lazy("Short and lasting, such as BUS. It is never changed."))
    name = text_field(gettext_lazy("Name"), 80, required=True)
    time_zone = zone_field(gettext_lazy("The hours are read in it."))
    days = DaysField(
        label=gettext_lazy("Days without work, from this year on"),
        required=False,
        max_length=LONGEST_DAYS,
        help_text=gettext_lazy(
            "One a line: 2026-12-25 Christmas. Half days: 2026-12-24 until 12:00 Christmas Eve. "
            "Earlier years stay as they are."
        ),
        widget=forms.Textarea(attrs={"class": "field days-f", "rows": 8, "spellcheck": "false"}),
    )
    country = text_field(
        gettext_lazy("Propose for country"), 2, hint=gettext_lazy("Two letters, such as US."), size="2"
    )
    region = text_field(
        gettext_lazy("Region"), 10, hint=gettext_lazy("Its code, such as TX; empty for the country.")
    )
    first_year = number_field(gettext_lazy("From year"), least=2000, most=2100, required=False)
    last_year = number_field(gettext_lazy("Until year"), least=2000, most=2100, required=False)
    field_order = ("version", "code", "name", "time_zone", *(name for name, _label in WEEKDAYS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []
        for weekday, (name, label) in enumerate(WEEKDAYS):
            self.fields[name] = HoursField(weekday, label)
        self.fields["monday"].help_text = _(
            "Such as 08:00-12:00, 13:00-17:00. 22:00-06:00 ends the next morning. Empty days are closed."
        )
        self.order_fields(self.field_order)
        this_year = timezone.localdate().year
        self.initial = {
            "version": 0,
            "time_zone": settings.TIME_ZONE,
            "first_year": this_year,
            "last_year": this_year + 1,
            **self.initial,
        }

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The stored calendar as it is written."""
        value = row.as_value()
        written = {
            name: write_windows(window for window in value.windows if window.weekday == weekday)
            for weekday, (name, _label) in enumerate(WEEKDAYS)
        }
        coming = [day for day in value.holidays if day.on >= _this_year()]
        return {
            "version": row.version,
            "name": row.name,
            "time_zone": row.time_zone,
            "days": write_days(coming),
            **written,
        }

    def values(self) -> dict[str, Any]:
        """Code, name, zone, windows and the days from this year on."""
        given: dict[str, Any] = {
            name: self.cleaned_data[name] for name in ("code", "name", "time_zone") if name in self.fields
        }
        windows = tuple(window for name, _label in WEEKDAYS for window in self.cleaned_data[name])
        return {**given, "windows": windows, "holidays": self.cleaned_data["days"]}

    def typed(self) -> dict[str, str]:
        """What was given, written as the stored calendar is."""
        given = {name: self.cleaned_data[name] for name in ("name", "time_zone")}
        hours = {name: write_windows(self.cleaned_data[name]) for name, _label in WEEKDAYS}
        return {**given, **hours, "days": write_days(self.cleaned_data["days"])}

    def asks_again(self) -> CalendarForm | None:
        """The form to show again with the proposed holidays filled in, when that button was pressed."""
        if "propose" not in self.data:
            return None
        typed = {name: value for name, value in self.data.items() if name in self.fields}
        again = type(self)(initial=typed)
        if "code" not in self.fields:
            again.fields.pop("code")
        again.propose(typed)
        return again

    def propose(self, typed: Mapping[str, str]) -> None:
        """Add the public holidays of country, region and years to the days, and note what came of it."""
        try:
            days = read_days(typed.get("days", ""))
            proposed = _public_holidays(typed)
        except (Unreadable, Twice) as error:
            self.notes.append(_("Mend this line first: %s") % error.args[0])
        except (NotImplementedError, ValueError):
            self.notes.append(
                _(
                    "No holidays are known for these. Give a country such as US, a region such as TX or none, "
                    "and up to ten years."
                )
            )
        else:
            merged = with_proposed(days, proposed)
            self.initial["days"] = write_days(merged)
            self.notes.append(
                _("%d days are added below. Check them, then save.") % (len(merged) - len(days))
            )


def _public_holidays(typed: Mapping[str, str]) -> dict[date, str]:
    import holidays

    first, last = int(typed.get("first_year") or 0), int(typed.get("last_year") or 0)
    if not 2000 <= first <= last <= 2100 or last - first >= MOST_YEARS:
        raise ValueError
    region = typed.get("region", "").strip().upper() or None
    country = typed.get("country", "").strip().upper()
    found = holidays.country_holidays(country, subdiv=region, years=range(first, last + 1))
    return {on: name.replace(";", ",") for on, name in found.items()}


def _this_year() -> date:
    return timezone.localdate().replace(month=1, day=1)
