"""Files of holidays, and the calendar each is for as it holds now."""

from typing import Any

from django.db.models import QuerySet

from hospital_itsm.people.calendars import newest_calendars


def newest_files() -> "QuerySet[Any]":
    """Every file, the newest first."""
    from hospital_itsm.setup.models import HolidayFile

    return HolidayFile.objects.select_related("asked_by", "before", "after").order_by("-asked_at", "-id")


def calendar_of(lineage: str) -> Any:
    """The version that holds of the calendar with this code."""
    return newest_calendars().get(lineage=lineage)
