"""The working calendars of a fresh installation (domain/2 §2.3): around the clock, extended and business hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

EVERY_DAY: Final = range(7)
MONDAY_TO_FRIDAY: Final = range(5)


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """A calendar by its code: the same hours on each of `weekdays`, with or without public holidays."""

    code: str
    name: str
    weekdays: Sequence[int]
    start_minute: int
    end_minute: int
    keeps_holidays: bool


DEFAULT_CALENDARS: Final = (
    CalendarPlan("HOSP24", "Around the clock", EVERY_DAY, 0, 24 * 60, keeps_holidays=False),
    CalendarPlan(
        "EXT", "Extended hours, 07:00 to 19:00 daily", EVERY_DAY, 7 * 60, 19 * 60, keeps_holidays=False
    ),
    CalendarPlan(
        "BUS",
        "Business hours, Monday to Friday 08:00 to 17:00",
        MONDAY_TO_FRIDAY,
        8 * 60,
        17 * 60,
        keeps_holidays=True,
    ),
)
