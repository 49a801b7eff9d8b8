"""Calendars are stored as versions, and only when deadlines can be counted in them."""

from datetime import date
from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.worktime import Holiday, Window, between
from hospital_itsm.people.actions.calendars import publish_calendar
from hospital_itsm.people.models import CareArea, WorkCalendar
from hospital_itsm.people.rules.calendars import MONDAY_TO_FRIDAY
from tests.core.worktime_cases import at, hours
from tests.world import World

pytestmark = pytest.mark.django_db

CHICAGO = "America/Chicago"


NIGHT_HOURS: dict[str, Any] = {
    "name": "Nights",
    "time_zone": CHICAGO,
    "windows": tuple(Window(day, 22 * 60, 30 * 60) for day in MONDAY_TO_FRIDAY),
    "holidays": (),
}


def test_a_second_version_stands_beside_the_first(world: World) -> None:
    first = publish_calendar("NIGHT", actor=world.administrator, fields=NIGHT_HOURS)
    closed = {**NIGHT_HOURS, "holidays": (Holiday(date(2026, 1, 14), "Inventory"),)}
    second = publish_calendar("NIGHT", actor=world.administrator, fields=closed, version=1)
    assert (first.version, second.version) == (1, 2)
    week = at(CHICAGO, "2026-01-12T00:00"), at(CHICAGO, "2026-01-18T00:00")
    assert between(first.as_value(), *week) == hours(40)
    assert between(second.as_value(), *week) == hours(32)


def test_publishing_what_holds_already_writes_nothing(world: World) -> None:
    first = publish_calendar("NIGHT", actor=world.administrator, fields=NIGHT_HOURS)
    assert publish_calendar("NIGHT", actor=world.administrator, fields=NIGHT_HOURS) == first
    assert AuditEntry.objects.filter(verb="calendar.add").count() == 1


def test_units_take_a_new_version_at_once(world: World) -> None:
    longer = {**NIGHT_HOURS, "name": "Dialysis, nights"}
    published = publish_calendar("OPEN-DIAL", actor=world.administrator, fields=longer)
    assert published.version == 2
    assert CareArea.objects.get(code="DIAL").opening == published


@pytest.mark.parametrize(
    ("wrong", "mend"),
    [
        ({"windows": ()}, "at least one window"),
        ({"time_zone": "Larkhaven/Main"}, "not a known time zone"),
    ],
)
def test_hours_that_no_deadline_can_be_counted_in_are_refused(
    world: World, wrong: dict[str, Any], mend: str
) -> None:
    with pytest.raises(ValueRefused, match=mend):
        publish_calendar("NIGHT", actor=world.administrator, fields={**NIGHT_HOURS, **wrong})
    assert not WorkCalendar.objects.filter(lineage="NIGHT").exists()


def test_a_code_is_taken_whatever_its_case(world: World) -> None:
    with pytest.raises(ValueRefused, match="has the code BUS already"):
        publish_calendar("bus", actor=world.administrator, fields=NIGHT_HOURS, version=0)
    with pytest.raises(StaleVersion):
        publish_calendar("BUS", actor=world.administrator, fields=NIGHT_HOURS, version=7)
    assert WorkCalendar.objects.filter(lineage__iexact="bus").count() == 1


def test_the_default_calendars_keep_the_federal_holidays(world: World) -> None:
    business = WorkCalendar.objects.get(lineage="BUS")
    assert business.holidays.filter(on=date(2026, 11, 26)).exists()
    assert business.holidays.filter(on__year=2030).count() >= 10
    assert not WorkCalendar.objects.get(lineage="HOSP24").holidays.exists()
