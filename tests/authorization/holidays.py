"""Who takes holidays from a file: administrators."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hospital_itsm.people.calendars import newest_calendars
from hospital_itsm.setup.models import HolidayFile
from tests.authorization.scene import Scene
from tests.authorization.table import Case
from tests.setup_rows import holiday_file

SHOWN, DONE = {"administrator": 200}, {"administrator": 302}
FILE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:New Year\r\nDTSTART;VALUE=DATE:20200101\r\n"
    b"RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def upload(scene: Scene) -> dict[str, Any]:
    """A file for the business hours."""
    calendar = newest_calendars().get(lineage="BUS")
    return {
        "file": SimpleUploadedFile("holidays.ics", FILE),
        "calendar": calendar.pk,
        "until_year": timezone.localdate().year,
    }


def stored(scene: Scene) -> dict[str, Any]:
    """Storing the file."""
    return {
        "do": "store",
        "reason": "For the matrix",
        "version": newest_calendars().get(lineage="BUS").version,
    }


def page(scene: Scene) -> str:
    """The page of a file."""
    return (HolidayFile.objects.first() or holiday_file(scene.world)).get_absolute_url()


CASES = [
    Case("setup:holidays", "/setup/holidays/", SHOWN),
    Case("setup:holidays", "/setup/holidays/", DONE, method="POST", data=upload),
    Case("setup:holiday_file", page, SHOWN),
    Case("setup:holiday_file", page, DONE, method="POST", data=stored),
]
