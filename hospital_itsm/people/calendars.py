"""Working calendars as they hold today: the newest version of each lineage."""

from django.db.models import Exists, OuterRef, QuerySet

from hospital_itsm.people.models import WorkCalendar


def newest_calendars() -> QuerySet[WorkCalendar]:
    """One row for each lineage, by name."""
    newer = WorkCalendar.objects.filter(lineage=OuterRef("lineage"), version__gt=OuterRef("version"))
    return WorkCalendar.objects.filter(~Exists(newer)).order_by("name", "pk")
