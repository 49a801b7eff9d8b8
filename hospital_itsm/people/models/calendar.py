"""Working calendars as immutable versions; the arithmetic is `core/worktime.py`."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from hospital_itsm.core.worktime import Calendar, Holiday, Window

_VALUES: dict[tuple[int, datetime], Calendar] = {}


class WorkCalendar(models.Model):
    """One version of a calendar; editing inserts the next version of the same lineage.

    `is_active` is the newest version's: a retired calendar is offered nowhere, its versions count on.
    """

    lineage = models.CharField(max_length=30)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lineage", "version"], name="one_calendar_version")]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The lineage, which all versions share."""
        return self.lineage

    @property
    def audit_label(self) -> str:
        """Lineage and version."""
        return f"{self.lineage} v{self.version}"

    @property
    def week(self) -> str:
        """Its hours in a week, in words that fit a list; reads the prefetched windows."""
        minutes = sum(row.end_minute - row.start_minute for row in self.windows.all())
        return gettext("%(hours)g h a week") % {"hours": round(minutes / 60, 2)}

    def days_without_work(self, year: int) -> int:
        """How many holidays it keeps in a year; reads the prefetched days."""
        return sum(row.on.year == year for row in self.holidays.all())

    def as_value(self) -> Calendar:
        """The plain value that `core.worktime` computes with; read once a process, because a version never changes."""
        key = (self.pk, self.created_at)
        if key not in _VALUES:
            _VALUES[key] = self._read_value()
        return _VALUES[key]

    def _read_value(self) -> Calendar:
        windows = tuple(Window(row.weekday, row.start_minute, row.end_minute) for row in self.windows.all())
        holidays = tuple(Holiday(row.on, row.name, row.until_minute) for row in self.holidays.all())
        return Calendar(tz=self.time_zone, windows=windows, holidays=holidays)


class WorkWindow(models.Model):
    """Working time on one weekday (0 is Monday); an end after 1440 reaches into the next day."""

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField()
    start_minute = models.PositiveSmallIntegerField()
    end_minute = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_a_weekday"),
            models.CheckConstraint(
                condition=Q(start_minute__lt=1440, end_minute__lte=2880, end_minute__gt=F("start_minute")),
                name="window_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start_minute}-{self.end_minute}"


class CalendarHoliday(models.Model):
    """A day without working time, or only without it until a minute of that day."""

    calendar = models.ForeignKey(WorkCalendar, on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=80)
    until_minute = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="one_holiday_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
