"""Who is on call in the demo hospital: weeks by turns for every queue, days and nights for the house."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

WEEKS: Final = 10
CHANGE_AT: Final = time(8, 0)
NIGHT_AT: Final = time(19, 0)
DAY_AT: Final = time(7, 0)
DUTY_MANAGERS: Final = ("carla.voss", "martin.ekland", "gwen.ashford")
DAY_SUPERVISOR: Final = "alan.whitcombe"
NIGHT_SUPERVISOR: Final = "beth.lawson"


class Shift(NamedTuple):
    """One turn; `team` is empty for the house."""

    team: str
    level: str
    username: str
    starts_at: datetime
    ends_at: datetime


def shifts(monday: date, zone: ZoneInfo, members: Mapping[str, Sequence[str]]) -> Iterator[Shift]:
    """Every shift of WEEKS weeks from a Monday; `members` are each queue's people in their turns."""
    for week in range(WEEKS):
        first = monday + timedelta(weeks=week)
        for team, people in members.items():
            yield from _week_of(team, people, first, week, zone)
        starts, ends = _span(first, CHANGE_AT, first + timedelta(weeks=1), CHANGE_AT, zone)
        yield Shift("", "duty_manager", DUTY_MANAGERS[week % len(DUTY_MANAGERS)], starts, ends)
        for day in (first + timedelta(days=number) for number in range(7)):
            yield from _house(day, zone)


def _week_of(team: str, people: Sequence[str], first: date, week: int, zone: ZoneInfo) -> Iterator[Shift]:
    starts, ends = _span(first, CHANGE_AT, first + timedelta(weeks=1), CHANGE_AT, zone)
    yield Shift(team, "primary", people[week % len(people)], starts, ends)
    if len(people) > 1:
        yield Shift(team, "secondary", people[(week + 1) % len(people)], starts, ends)


def _house(day: date, zone: ZoneInfo) -> Iterator[Shift]:
    by_day = _span(day, DAY_AT, day, NIGHT_AT, zone)
    by_night = _span(day, NIGHT_AT, day + timedelta(days=1), DAY_AT, zone)
    yield Shift("", "house_supervisor", DAY_SUPERVISOR, *by_day)
    yield Shift("", "house_supervisor", NIGHT_SUPERVISOR, *by_night)


def _span(first: date, start: time, last: date, end: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return datetime.combine(first, start, zone), datetime.combine(last, end, zone)
