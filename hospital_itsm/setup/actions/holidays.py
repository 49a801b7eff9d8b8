"""Days without work from an iCalendar file: looked at, stored as the next version of a calendar, undone."""

from collections import Counter
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.worktime import Holiday
from hospital_itsm.people.actions.calendars import publish_calendar
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.choices import FileState
from hospital_itsm.setup.models import HolidayFile
from hospital_itsm.setup.queries.holidays import calendar_of
from hospital_itsm.setup.rules.holiday_files import (
    CHANGED,
    NEW,
    UnreadableFile,
    compared,
    merged,
    read_file,
)
from hospital_itsm.setup.wording import REFUSALS


@housekeeping("What a file says is kept to be looked at; it changes no calendar.")
def read_holidays(calendar: WorkCalendar, *, actor: Any, content: bytes, until_year: int) -> HolidayFile:
    """Read the days of this year until the end of `until_year` for a calendar.

    Raises Forbidden, ValueRefused at `file` where the file cannot be used.
    """
    require(actor, "setup.manage")
    now = timezone.now()
    zone = ZoneInfo(calendar.time_zone)
    since = date(now.astimezone(zone).year, 1, 1)
    try:
        found = read_file(content, since=since, last=date(until_year, 12, 31), zone=zone)
    except UnreadableFile as error:
        raise ValueRefused({"file": str(REFUSALS[str(error)])}) from error
    return HolidayFile.objects.create(
        lineage=calendar.lineage,
        days=[[day.on.isoformat(), _safe(day.name)] for day in found.days],
        left_out=found.left_out,
        asked_by=actor,
        asked_at=now,
    )


@action("holidays.store", gettext_lazy("took days without work from a file into the calendar"))
def store_holidays(pk: int, *, actor: Any, change: bool, version: int, reason: str) -> HolidayFile:
    """Publish the next version of the calendar with the days of the file.

    `change` lets the file win where both name a day; `version` is that of the calendar its reader saw. Raises
    Forbidden, StaleVersion, Conflict where it was stored before or nothing would differ, ValueRefused.
    """
    require(actor, "setup.manage")
    why, file = said_reason(reason), _locked(pk)
    if file.state != FileState.READ:
        raise Conflict(_("This file was stored before."))
    before = calendar_of(file.lineage)
    stored = before.as_value().holidays
    days = merged(stored, file.found, change=change)
    if set(days) == set(stored):
        raise Conflict(_("The calendar has all these days already. Nothing would change."))
    after = _published(before, days, actor=actor, version=version)
    counts = Counter(line.standing for line in compared(stored, file.found))
    file.state, file.before, file.after = FileState.STORED, before, after
    file.save(update_fields=["state", "before", "after"])
    facts = {
        "version": [before.version, after.version],
        "new": counts[NEW],
        "changed": counts[CHANGED] * change,
    }
    record(actor, "holidays.store", after, facts, why)
    return file


@action("holidays.undo", gettext_lazy("took the days of a file out of the calendar again"))
def undo_holidays(pk: int, *, actor: Any, reason: str) -> HolidayFile:
    """Publish the calendar as it was before the file, while nobody changed it since.

    Raises Forbidden, Conflict, ValueRefused.
    """
    require(actor, "setup.manage")
    why, file = said_reason(reason), _locked(pk)
    if file.state != FileState.STORED or file.before is None:
        raise Conflict(_("This file is not stored."))
    now = calendar_of(file.lineage)
    if now.pk != file.after_id:
        raise Conflict(_("The calendar was changed after the file was stored. Change its days by hand."))
    again = _published(now, file.before.as_value().holidays, actor=actor, version=now.version)
    file.state = FileState.UNDONE
    file.save(update_fields=["state"])
    record(actor, "holidays.undo", again, {"version": [now.version, again.version]}, why)
    return file


@step
def _published(
    calendar: WorkCalendar, days: tuple[Holiday, ...], *, actor: Any, version: int
) -> WorkCalendar:
    """The next version of a calendar, with these days and everything else as it is."""
    fields = {
        "name": calendar.name,
        "time_zone": calendar.time_zone,
        "windows": calendar.as_value().windows,
        "holidays": days,
    }
    return publish_calendar(calendar.lineage, actor=actor, fields=fields, version=version)


@step
def _locked(pk: int) -> HolidayFile:
    return HolidayFile.objects.select_for_update().get(pk=pk)


def _safe(name: str) -> str:
    """A name without what looks like patient data."""
    return guard(name, channel="page", field="name").text[:80] if name else ""
