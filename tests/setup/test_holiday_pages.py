"""Holidays from a file through the page: look, store with a reason, undo; refusals change nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.models import CareArea, WorkCalendar
from hospital_itsm.setup.models import HolidayFile
from tests.setup.test_holiday_files import ics, lines
from tests.setup.test_rows import text_of
from tests.world import World

YEAR = timezone.localdate().year
FOUNDERS = lines("UID:f", "SUMMARY:Founders' Day", f"DTSTART;VALUE=DATE:{YEAR - 5}0310", "RRULE:FREQ=YEARLY")
CHRISTMAS = lines("UID:c", "SUMMARY:Jour de Noël", f"DTSTART;VALUE=DATE:{YEAR}1225")


def newest(lineage: str = "BUS") -> WorkCalendar:
    """The version that holds."""
    return WorkCalendar.objects.filter(lineage=lineage).latest("version")


def sent(client: Client, content: bytes, until: int = YEAR + 1) -> Any:
    """Send a file for the business hours."""
    upload = SimpleUploadedFile("holidays.ics", content, content_type="text/calendar")
    data = {"file": upload, "calendar": newest().pk, "until_year": until}
    return client.post("/setup/holidays/", data)


@pytest.fixture
def file(administrator: Client, world: World) -> HolidayFile:
    """A file with a new yearly day and one that the calendar names otherwise."""
    assert sent(administrator, ics(FOUNDERS, CHRISTMAS)).status_code == 302
    return HolidayFile.objects.get()


def store(client: Client, file: HolidayFile, **changed: Any) -> Any:
    """Store it."""
    said = {"do": "store", "reason": "Approved by HR.", "version": newest().version, **changed}
    return client.post(file.get_absolute_url(), said)


def test_looking_at_a_file_changes_nothing_and_says_what_storing_would_do(
    administrator: Client, file: HolidayFile
) -> None:
    assert file.days == [
        [f"{YEAR}-03-10", "Founders' Day"],
        [f"{YEAR}-12-25", "Jour de Noël"],
        [f"{YEAR + 1}-03-10", "Founders' Day"],
    ]
    page = text_of(administrator.get(file.get_absolute_url()))
    assert (
        "<dt>New</dt><dd>2</dd><dt>Another name or hours</dt><dd>1</dd><dt>There already</dt><dd>0</dd>"
        in page
    )
    assert newest().version == 1
    assert not AuditEntry.objects.filter(verb__startswith="holidays.").exists()


def test_storing_adds_the_new_days_and_leaves_those_that_stand_there(
    administrator: Client, file: HolidayFile
) -> None:
    before = newest()
    CareArea.objects.filter(code="HIM").update(opening=before, is_open_always=False)
    assert store(administrator, file).status_code == 302
    after = newest()
    added = set(after.as_value().holidays) - set(before.as_value().holidays)
    assert sorted((day.on.isoformat(), day.name) for day in added) == [
        (f"{YEAR}-03-10", "Founders' Day"),
        (f"{YEAR + 1}-03-10", "Founders' Day"),
    ]
    assert set(before.as_value().holidays) < set(after.as_value().holidays)
    assert after.as_value().windows == before.as_value().windows
    assert CareArea.objects.get(code="HIM").opening == after
    entry = AuditEntry.objects.get(verb="holidays.store")
    assert (entry.changes, entry.reason) == (
        {"version": [1, 2], "new": 2, "changed": 0},
        "Approved by HR.",
    )


def test_the_file_wins_where_that_is_ticked(administrator: Client, file: HolidayFile) -> None:
    store(administrator, file, change="on")
    names = {day.on.isoformat(): day.name for day in newest().as_value().holidays}
    assert names[f"{YEAR}-12-25"] == "Jour de Noël"
    assert AuditEntry.objects.get(verb="holidays.store").changes["changed"] == 1


def test_undoing_brings_the_former_days_back_with_a_reason(administrator: Client, file: HolidayFile) -> None:
    before = newest()
    store(administrator, file, change="on")
    page = text_of(administrator.get(file.get_absolute_url()))
    assert "<dt>New</dt><dd>2</dd>" in page
    response = administrator.post(file.get_absolute_url(), {"do": "undo", "reason": "The wrong country."})
    assert response.status_code == 302
    assert newest().version == 3
    assert set(newest().as_value().holidays) == set(before.as_value().holidays)
    entry = AuditEntry.objects.get(verb="holidays.undo")
    assert (entry.changes, entry.reason) == ({"version": [2, 3]}, "The wrong country.")
    file.refresh_from_db()
    assert file.state == "undone"


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"reason": " "}, 422, "Say why. It stays in the audit trail."),
        ({"reason": "x" * 201}, 422, "Use at most 200 characters."),
        ({"version": 7}, 409, "Not yet"),
        ({"version": ""}, 422, "version"),
        ({"do": "other"}, 400, ""),
    ],
)
def test_refused_steps_change_nothing(
    administrator: Client, file: HolidayFile, changed: dict[str, Any], status: int, words: str
) -> None:
    response = store(administrator, file, **changed)
    assert response.status_code == status
    assert words in text_of(response)
    file.refresh_from_db()
    assert (newest().version, file.state, file.after_id) == (1, "read", None)


def test_a_file_is_stored_once_and_not_where_nothing_differs(
    administrator: Client, file: HolidayFile
) -> None:
    store(administrator, file)
    assert store(administrator, file).status_code == 409
    sent(administrator, ics(FOUNDERS))
    again = HolidayFile.objects.latest("pk")
    assert "There is nothing to store." in text_of(administrator.get(again.get_absolute_url()))
    assert store(administrator, again).status_code == 409
    assert newest().version == 2


def test_undoing_is_refused_once_somebody_changed_the_calendar(
    administrator: Client, file: HolidayFile, world: World
) -> None:
    store(administrator, file)
    sent(administrator, ics(lines("SUMMARY:Jubilee", f"DTSTART;VALUE=DATE:{YEAR}0505")))
    store(administrator, HolidayFile.objects.latest("pk"))
    response = administrator.post(file.get_absolute_url(), {"do": "undo", "reason": "Too late."})
    assert response.status_code == 409
    assert "The calendar was changed after the file was stored." in text_of(response)
    assert newest().version == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html></html>", "That file is no iCalendar file."),
        (b"BEGIN:VCALENDAR" + b"x" * 1_000_001, "That file is too big."),
        (ics(lines("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=HOURLY")), "more often than once a year"),
        (ics("SUMMARY:\xe9").decode().encode("latin-1"), "not written in UTF-8"),
        (ics(lines("SUMMARY:Old", "DTSTART;VALUE=DATE:20010101")), "No whole day of these years"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(
    administrator: Client, world: World, content: bytes, words: str
) -> None:
    response = sent(administrator, content)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not HolidayFile.objects.exists()


def test_hostile_names_are_shown_as_text_and_patient_data_masked(administrator: Client, world: World) -> None:
    script = lines("SUMMARY:<script>alert(1)</script>", f"DTSTART;VALUE=DATE:{YEAR}0505")
    mrn = lines("SUMMARY:MRN 12345678", f"DTSTART;VALUE=DATE:{YEAR}0506")
    sent(administrator, ics(script, mrn))
    page = text_of(administrator.get(HolidayFile.objects.get().get_absolute_url()))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "12345678" not in page


def test_plain_words_find_the_page(administrator: Client, world: World) -> None:
    assert "Holidays from a file" in text_of(administrator.get("/setup/?q=ical"))
