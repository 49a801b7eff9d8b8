"""Working calendars: a stored version never changes; whoever edits one publishes the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.worktime import Calendar, Holiday, Window, WorkTimeError, between
from hospital_itsm.people.actions.setup_rows import CODE, refuse_stale
from hospital_itsm.people.models import CalendarHoliday, CareArea, WorkCalendar, WorkWindow

A_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
A_WEEK = timedelta(days=7)
LONGEST_CODE = 30


@action("calendar.add", gettext_lazy("published a version of the calendar"))
def publish_calendar(
    lineage: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> WorkCalendar:
    """Store the next version of a calendar: `name`, `time_zone` (IANA), `windows` and `holidays` of core.worktime.

    Units that keep these hours keep the new ones at once; promises take them when they are published again. `version`
    is the one its reader saw, 0 for a new calendar, None for whoever means the newest. Nothing is written where nothing
    differs. Raises ValueRefused for hours no deadline can be counted in and for a code that is taken, StaleVersion.
    """
    require(actor, "setup.manage")
    newest = _newest(lineage)
    _refuse_lineage(lineage, newest, version)
    windows, holidays = tuple(fields["windows"]), tuple(fields["holidays"])
    _refuse_uncountable(fields["time_zone"], windows)
    if newest is not None and _is_same(
        newest, fields["name"].strip(), fields["time_zone"], windows, holidays
    ):
        return newest
    calendar = WorkCalendar.objects.create(
        lineage=lineage,
        version=newest.version + 1 if newest else 1,
        name=fields["name"].strip(),
        time_zone=fields["time_zone"],
    )
    _store_times(calendar, windows, holidays)
    units = CareArea.objects.filter(opening__lineage=lineage).update(opening=calendar)
    changes = _changes(newest, calendar, len(windows), len(holidays))
    record(actor, "calendar.add", calendar, {**changes, "units": units})
    return calendar


@action("calendar.retire", gettext_lazy("retired the calendar"))
def retire_calendar(calendar: WorkCalendar, *, actor: Any) -> WorkCalendar:
    """Offer a calendar no more; raises Conflict while units or promises keep it."""
    return _set_active(calendar, False, actor, "calendar.retire")


@action("calendar.restore", gettext_lazy("took the calendar back into use"))
def restore_calendar(calendar: WorkCalendar, *, actor: Any) -> WorkCalendar:
    """Offer a retired calendar again."""
    return _set_active(calendar, True, actor, "calendar.restore")


def _newest(lineage: str) -> WorkCalendar | None:
    """The version that holds, locked: two editors of one calendar wait for each other."""
    rows = WorkCalendar.objects.select_for_update().filter(lineage__iexact=lineage)
    return rows.order_by("-version").first()


def _refuse_lineage(lineage: str, newest: WorkCalendar | None, version: int | None) -> None:
    if not CODE.match(lineage) or len(lineage) > LONGEST_CODE:
        raise ValueRefused({"code": _("Use up to 30 letters, digits, dots, hyphens and slashes.")})
    if newest is None:
        return
    if version == 0:
        words = _("%(name)s has the code %(code)s already. Choose another.")
        raise ValueRefused({"code": words % {"name": newest.name, "code": newest.lineage}})
    refuse_stale(newest, version)


def _refuse_uncountable(time_zone: str, windows: tuple[Window, ...]) -> None:
    try:
        between(Calendar(time_zone, windows), A_MONDAY, A_MONDAY + A_WEEK)
    except WorkTimeError as error:
        raise ValueRefused({"hours": str(error)}) from error


def _is_same(
    newest: WorkCalendar,
    name: str,
    time_zone: str,
    windows: tuple[Window, ...],
    holidays: tuple[Holiday, ...],
) -> bool:
    stored = newest.as_value()
    times = set(stored.windows) == set(windows) and set(stored.holidays) == set(holidays)
    return times and (newest.name, newest.time_zone, newest.is_active) == (name, time_zone, True)


def _store_times(calendar: WorkCalendar, windows: tuple[Window, ...], holidays: tuple[Holiday, ...]) -> None:
    WorkWindow.objects.bulk_create(
        WorkWindow(
            calendar=calendar,
            weekday=window.weekday,
            start_minute=window.start_minute,
            end_minute=window.end_minute,
        )
        for window in windows
    )
    CalendarHoliday.objects.bulk_create(
        CalendarHoliday(calendar=calendar, on=day.on, name=day.name, until_minute=day.until_minute)
        for day in holidays
    )


def _changes(
    newest: WorkCalendar | None, calendar: WorkCalendar, windows: int, holidays: int
) -> dict[str, Any]:
    return {
        "version": [newest and newest.version, calendar.version],
        "name": [newest and newest.name, calendar.name],
        "windows": [newest and newest.windows.count(), windows],
        "holidays": [newest and newest.holidays.count(), holidays],
    }


def _set_active(calendar: WorkCalendar, active: bool, actor: Any, verb: str) -> WorkCalendar:
    calendar = WorkCalendar.objects.select_for_update().get(pk=calendar.pk)
    require(actor, "setup.manage", calendar)
    if calendar.is_active == active:
        return calendar
    if not active and (found := obstacles.found(calendar)):
        raise Conflict(" ".join(found))
    calendar.is_active = active
    calendar.save(update_fields=["is_active"])
    record(actor, verb, calendar, {"is_active": [not active, active]})
    return calendar


def _units_that_keep_it(calendar: WorkCalendar) -> Iterator[str]:
    count = CareArea.objects.filter(opening__lineage=calendar.lineage, is_active=True).count()
    if count:
        words = ngettext(
            "%(count)d unit keeps these hours. Give it others first.",
            "%(count)d units keep these hours. Give them others first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(WorkCalendar, _units_that_keep_it)
