"""Working calendars as they hold today: the newest version of each lineage."""

from django.db.models import Exists, OuterRef, QuerySet

from hospital_itsm.people.models import WorkCalendar


def calendars_in_use() -> QuerySet[WorkCalendar]:
    """The calendars that are offered, by name."""
    return newest_calendars().filter(is_active=True)


def newest_calendars() -> QuerySet[WorkCalendar]:
    """One row for each lineage, retired ones included, by name."""
    newer = WorkCalendar.objects.filter(lineage=OuterRef("lineage"), version__gt=OuterRef("version"))
    return WorkCalendar.objects.filter(~Exists(newer)).order_by("name", "pk")


def versions_of(calendar: WorkCalendar) -> QuerySet[WorkCalendar]:
    """All versions of a calendar, newest first."""
    return WorkCalendar.objects.filter(lineage=calendar.lineage).order_by("-version")
