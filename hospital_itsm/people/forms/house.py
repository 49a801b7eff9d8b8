"""The forms of sites, units and queues."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.choices import CareClass, Domain
from hospital_itsm.people.forms.setup_rows import (
    RowForm,
    choice_field,
    code_field,
    number_field,
    row_field,
    text_field,
    tick_field,
)
from hospital_itsm.people.models import Site, User

PEOPLE = User.objects.filter(is_active=True, kind="person").order_by("full_name", "pk")
SITES = Site.objects.filter(is_active=True).order_by("name", "pk")
A_MONTH = 31 * 24 * 60


def zone_field(hint: Any) -> forms.CharField:
    """An IANA time zone; the action says what to do about an unknown one."""
    zones = lazy(lambda: [(name, name) for name in sorted(available_timezones())], list)()
    widget = forms.Select(attrs={"class": "field"}, choices=zones)
    return forms.CharField(label=_("Time zone"), help_text=hint, widget=widget)


class SiteForm(RowForm):
    """A site."""

    code = code_field(12, _("Short and lasting, such as MAIN. It is never changed."))
    name = text_field(_("Name"), 120, required=True)
    time_zone = zone_field(_("Opening hours and times at this site are read in it."))


class UnitForm(RowForm):
    """A unit where care happens, or a support department."""

    code = code_field(12, _("Short and lasting, such as ICU. It is never changed."))
    name = text_field(_("Name"), 120, required=True)
    site = row_field(_("Site"), SITES, empty=_("Choose"), required=True)
    location = text_field(_("Floor or building"), 20)
    care_class = choice_field(
        _("Class"),
        [(code, f"{code}, {label}") for code, label in CareClass.choices],
        hint=_("How soon patients notice an outage. It moves the priority of every report."),
    )
    opening = row_field(
        _("Open"),
        calendars_in_use(),
        empty=_("Around the clock"),
        hint=_("Hours are kept under working calendars."),
    )
    downtime_tolerance_minutes = number_field(
        _("Minutes it can do without its systems"), least=0, most=A_MONTH
    )
    phone = text_field(_("Phone"), 40, inputmode="tel")
    lead = row_field(_("Lead"), PEOPLE, empty=_("Nobody yet"))
    cost_centre = text_field(_("Cost center"), 12)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The stored values, with the newest version of the opening hours."""
        hours = row.opening and calendars_in_use().filter(lineage=row.opening.lineage).first()
        return {**super().initial_of(row), "opening": hours}


class TeamForm(RowForm):
    """A queue."""

    code = code_field(20, _("Short and lasting, such as NET. Reports that nothing routes go to SD-L1."))
    name = text_field(_("Name"), 80, required=True)
    domain = choice_field(_("Answers to"), Domain.choices)
    lead = row_field(_("Lead"), PEOPLE, empty=_("Nobody yet"))
    manager = row_field(_("Manager"), PEOPLE, empty=_("Nobody yet"))
    phone = text_field(_("Phone"), 40, inputmode="tel")
    is_restricted = tick_field(
        _("Restricted"), _("Tickets of this queue exist only for its members, such as security and privacy.")
    )
