"""Adding versions of working calendars; a stored version never changes."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.worktime import Calendar, Window, WorkTimeError, between
from hospital_itsm.people.models import CalendarHoliday, WorkCalendar, WorkWindow
from hospital_itsm.people.rules.calendars import Hours

A_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
A_WEEK = timedelta(days=7)


@action("calendar.add", _("added a version of the calendar"))
def add_calendar(
    hours: Hours, *, actor: Any, time_zone: str, holidays: Iterable[tuple[date, str]] = ()
) -> WorkCalendar:
    """Store the next version of the calendar `hours.lineage` in an IANA time zone; holidays are (day, name) pairs.

    Hours that do not keep holidays ignore them. Raises ValueRefused for hours without working time, for times
    outside their bounds and for an unknown zone: deadlines could not be counted in them.
    """
    require(actor, "setup.manage")
    _refuse_uncountable(hours, time_zone)
    newest = WorkCalendar.objects.filter(lineage=hours.lineage).aggregate(version=Max("version"))["version"]
    calendar = WorkCalendar.objects.create(
        lineage=hours.lineage, version=(newest or 0) + 1, name=hours.name, time_zone=time_zone
    )
    WorkWindow.objects.bulk_create(
        WorkWindow(
            calendar=calendar, weekday=day, start_minute=hours.start_minute, end_minute=hours.end_minute
        )
        for day in hours.weekdays
    )
    kept = list(holidays) if hours.keeps_holidays else []
    CalendarHoliday.objects.bulk_create(
        CalendarHoliday(calendar=calendar, on=on, name=name) for on, name in kept
    )
    record(actor, "calendar.add", calendar, {"version": [newest, calendar.version], "holidays": len(kept)})
    return calendar


def _refuse_uncountable(hours: Hours, time_zone: str) -> None:
    try:
        windows = tuple(Window(day, hours.start_minute, hours.end_minute) for day in hours.weekdays)
        calendar = Calendar(time_zone, windows)
        between(calendar, A_MONDAY, A_MONDAY + A_WEEK)
    except WorkTimeError as error:
        raise ValueRefused({"hours": str(error)}) from error
