"""When something that comes again and again is due, by the clock of a place.

A time that the clocks skip in spring is due as long after midnight as on other days, which is an hour later by the
clock; one that comes twice in autumn is due the first time. Each day has one occurrence at most.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAILY, WEEKDAYS, WEEKLY, MONTHLY = "daily", "weekdays", "weekly", "monthly"
ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
LAST_DAY: Final = 31


@dataclass(frozen=True)
class Recurrence:
    """`weekday` 0 is Monday, for weekly; `month_day` for monthly: a shorter month has it on its last day."""

    cadence: str
    at: time
    zone: str
    weekday: int = 0
    month_day: int = 1

    def is_on(self, day: date) -> bool:
        """Is something due on this day of the place?"""
        if self.cadence == DAILY:
            return True
        if self.cadence == WEEKDAYS:
            return day.weekday() < SATURDAY
        if self.cadence == WEEKLY:
            return day.weekday() == self.weekday
        next_month = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return day.day == min(self.month_day, (next_month - ONE_DAY).day)

    def instant(self, day: date) -> datetime:
        """The instant on a day."""
        return datetime.combine(day, self.at, ZoneInfo(self.zone)).astimezone(UTC)


def next_after(what: Recurrence, moment: datetime) -> datetime:
    """The first occurrence after a moment."""
    day = moment.astimezone(ZoneInfo(what.zone)).date() - ONE_DAY
    while not what.is_on(day) or what.instant(day) <= moment:
        day += ONE_DAY
    return what.instant(day)


def due_until(what: Recurrence, first: datetime, now: datetime) -> tuple[datetime, int]:
    """The last occurrence until now, and how many before it were missed; `first` was due and never ran."""
    latest, missed = first, 0
    while (following := next_after(what, latest)) <= now:
        latest, missed = following, missed + 1
    return latest, missed
