"""Working calendars through their pages: versions, proposals, and hours written by hand."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.models import CareArea, WorkCalendar
from tests.setup.test_rows import text_of
from tests.world import World

YEAR = timezone.localdate().year
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")


def given(**changed: str) -> dict[str, str]:
    """The form of a new calendar."""
    return {
        "code": "LAB",
        "name": "Laboratory",
        "time_zone": "America/Chicago",
        **dict.fromkeys(WEEK, "08:00-17:00"),
        "days": f"{YEAR}-12-25 Christmas",
        **changed,
    }


def newest(lineage: str) -> WorkCalendar:
    """The version that holds."""
    return WorkCalendar.objects.filter(lineage=lineage).latest("version")


def test_a_calendar_is_added_with_a_night_shift_and_a_half_day(administrator: Client, world: World) -> None:
    days = f"{YEAR}-12-24 until 12:00 Christmas Eve\r\n{YEAR}-12-25 Christmas"
    administrator.post("/setup/calendars/new/", given(friday="08:00-12:00, 22:00-06:00", days=days))
    calendar = newest("LAB")
    friday = calendar.windows.filter(weekday=4).values_list("start_minute", "end_minute")
    assert list(friday.order_by("start_minute")) == [(480, 720), (1320, 1800)]
    assert [(day.on.day, day.until_minute) for day in calendar.holidays.order_by("on")] == [
        (24, 720),
        (25, None),
    ]
    assert "48 h a week" in text_of(administrator.get("/setup/calendars/?q=laboratory"))


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        (dict.fromkeys((*WEEK, "saturday"), ""), "at least one window"),
        (
            {"monday": "all day"},
            "“all day” is no span of hours. Write it like 08:00-17:00; several with commas.",
        ),
        ({"days": "Christmas"}, "“Christmas” is no day. Write it like 2026-12-25 Christmas"),
        ({"days": "2027-01-01\n2027-01-01"}, "2027-01-01 stands there twice. Remove one."),
        ({"code": "BUS"}, "has the code BUS already. Choose another."),
        ({"name": ""}, "Fill in: Name."),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_and_keeps_what_was_typed(
    administrator: Client, world: World, changed: dict[str, str], mend: str
) -> None:
    count = WorkCalendar.objects.count()
    response = administrator.post("/setup/calendars/new/", given(**{"saturday": "09:00-12:00", **changed}))
    assert response.status_code == 422
    assert mend in text_of(response)
    assert 'value="09:00-12:00"' in text_of(response) or "saturday" in changed
    assert WorkCalendar.objects.count() == count


def test_saving_publishes_a_version_that_units_take_at_once_and_keeps_the_past(
    administrator: Client, world: World
) -> None:
    before = newest("BUS")
    past = before.holidays.filter(on__year__lt=YEAR).count()
    CareArea.objects.filter(code="HIM").update(opening=before, is_open_always=False)
    fields = given(name="Business hours", version="1", days=f"{YEAR}-12-25 Christmas")
    administrator.post(f"/setup/calendars/{before.pk}/", fields)
    after = newest("BUS")
    assert (after.version, after.holidays.filter(on__year__lt=YEAR).count()) == (2, past)
    assert after.holidays.filter(on__year__gte=YEAR).count() == 1
    assert CareArea.objects.get(code="HIM").opening == after
    entry = AuditEntry.objects.get(verb="calendar.add", target_label="BUS v2")
    assert (entry.changes["version"], entry.changes["units"]) == ([1, 2], 1)
    assert WorkCalendar.objects.get(pk=before.pk).holidays.count() > after.holidays.count()
    page = text_of(administrator.get(f"/setup/calendars/{before.pk}/"))
    assert "Version 2" in page
    old = text_of(administrator.get(f"/setup/calendars/{before.pk}/version/"))
    assert "This is version 1, as it was published." in old
    assert "Version 2 holds now." in old


def test_a_stale_form_shows_both(administrator: Client, world: World) -> None:
    calendar = newest("BUS")
    administrator.post(f"/setup/calendars/{calendar.pk}/", given(version="1", monday="09:00-17:00"))
    response = administrator.post(f"/setup/calendars/{calendar.pk}/", given(version="1", monday="10-17"))
    assert response.status_code == 409
    assert '<td data-label="Now stored">09:00-17:00</td><td data-label="Yours">10:00-17:00</td>' in text_of(
        response
    )
    assert newest("BUS").version == 2


def test_public_holidays_are_proposed_and_saved_only_by_saving(administrator: Client, world: World) -> None:
    wanted = {"propose": "1", "country": "us", "region": "TX", "first_year": "2031", "last_year": "2032"}
    response = administrator.post("/setup/calendars/new/", given(name="", days="2031-12-25 Ours", **wanted))
    assert response.status_code == 200
    page = text_of(response)
    assert "2031-12-25 Ours" in page
    assert "2032-07-04 Independence Day" in page
    assert "days are added below. Check them, then save." in page
    assert 'value="08:00-17:00"' in page
    assert not WorkCalendar.objects.filter(lineage="LAB").exists()


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"country": "ZZ"}, "No holidays are known for these."),
        ({"country": "US", "region": "QQ"}, "No holidays are known for these."),
        ({"country": "US", "last_year": "2099"}, "No holidays are known for these."),
        ({"country": "US", "days": "Christmas"}, "Mend this line first: Christmas"),
    ],
)
def test_a_proposal_that_cannot_be_says_why(
    administrator: Client, world: World, wanted: dict[str, str], words: str
) -> None:
    asked: dict[str, Any] = {"propose": "1", "first_year": "2031", "last_year": "2031", **wanted}
    page = text_of(administrator.post("/setup/calendars/new/", given(**asked)))
    assert words in page
    assert 'value="Laboratory"' in page


def test_a_calendar_in_use_is_not_retired(administrator: Client, world: World) -> None:
    dialysis = newest("OPEN-DIAL")
    response = administrator.post(f"/setup/calendars/{dialysis.pk}/retire/")
    assert response.status_code == 409
    assert "1 unit keeps these hours. Give it others first." in text_of(response)
    CareArea.objects.filter(opening=dialysis).update(opening=None, is_open_always=True)
    administrator.post(f"/setup/calendars/{dialysis.pk}/retire/", follow=True)
    assert not newest("OPEN-DIAL").is_active
    assert "Dialysis, 05:00" not in text_of(administrator.get("/setup/units/new/"))
