"""Schedules in words: when, to whom, on which condition."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hospital_itsm.people.choices import RoleCode
from hospital_itsm.reports.choices import Cadence
from hospital_itsm.reports.models import ReportSchedule
from hospital_itsm.reports.rules.recurrence import LAST_DAY

A_MONDAY: Final = date(2026, 1, 5)


def weekday_words(weekday: int) -> str:
    """ "Monday" for 0."""
    return date_format(A_MONDAY + timedelta(days=weekday), "l")


def when_words(row: ReportSchedule) -> str:
    """ "Every week on Friday at 07:00, America/Chicago"."""
    said = {
        "at": f"{row.at:%H:%M}",
        "zone": row.zone,
        "day": weekday_words(row.weekday),
        "number": row.month_day,
    }
    if row.cadence == Cadence.WEEKLY:
        return _("Every %(day)s at %(at)s, %(zone)s") % said
    if row.cadence == Cadence.MONTHLY and row.month_day == LAST_DAY:
        return _("Every month on the last day at %(at)s, %(zone)s") % said
    if row.cadence == Cadence.MONTHLY:
        return _("Every month on day %(number)d at %(at)s, %(zone)s") % said
    return _("%(often)s at %(at)s, %(zone)s") % {"often": Cadence(row.cadence).label, **said}


def condition_words(row: ReportSchedule) -> str:
    """On which condition it is sent."""
    if row.only_over is None:
        return _("Always")
    if row.only_over == 0:
        return _("Only if it is not empty")
    return _("Only with more than %(count)d rows") % {"count": row.only_over}


def recipient_words(people: Iterable[Any], teams: Iterable[Any], roles: Iterable[str]) -> list[str]:
    """Who gets it: people by name, teams, roles."""
    return [
        *(one.full_name for one in people),
        *(_("Team %(name)s") % {"name": one.name} for one in teams),
        *(_("Role %(name)s") % {"name": RoleCode(one).label} for one in roles),
    ]
