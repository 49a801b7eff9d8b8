"""Calendars are stored as versions, and only when deadlines can be counted in them."""

from dataclasses import replace
from datetime import date

import pytest

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.worktime import between
from hospital_itsm.people.actions.calendars import add_calendar
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.people.rules.calendars import MONDAY_TO_FRIDAY, Hours
from tests.core.worktime_cases import at, hours
from tests.world import World

pytestmark = pytest.mark.django_db

NIGHTS = Hours("NIGHT", "Nights", MONDAY_TO_FRIDAY, 22 * 60, 30 * 60, keeps_holidays=True)
CHICAGO = "America/Chicago"


def test_a_second_version_stands_beside_the_first(world: World) -> None:
    first = add_calendar(NIGHTS, actor=world.administrator, time_zone=CHICAGO)
    closed = [(date(2026, 1, 14), "Inventory")]
    second = add_calendar(NIGHTS, actor=world.administrator, time_zone=CHICAGO, holidays=closed)
    assert (first.version, second.version) == (1, 2)
    week = at(CHICAGO, "2026-01-12T00:00"), at(CHICAGO, "2026-01-18T00:00")
    assert between(first.as_value(), *week) == hours(40)
    assert between(second.as_value(), *week) == hours(32)


@pytest.mark.parametrize(
    ("wrong", "zone", "mend"),
    [
        (replace(NIGHTS, weekdays=()), CHICAGO, "at least one window"),
        (replace(NIGHTS, end_minute=22 * 60), CHICAGO, "ends after it"),
        (NIGHTS, "Larkhaven/Main", "not a known time zone"),
    ],
)
def test_hours_that_no_deadline_can_be_counted_in_are_refused(
    world: World, wrong: Hours, zone: str, mend: str
) -> None:
    with pytest.raises(ValueRefused, match=mend):
        add_calendar(wrong, actor=world.administrator, time_zone=zone)
    assert not WorkCalendar.objects.filter(lineage="NIGHT").exists()


def test_the_default_calendars_keep_the_federal_holidays(world: World) -> None:
    business = WorkCalendar.objects.get(lineage="BUS")
    assert business.holidays.filter(on=date(2026, 11, 26)).exists()
    assert business.holidays.filter(on__year=2030).count() >= 10
    assert not WorkCalendar.objects.get(lineage="HOSP24").holidays.exists()
