"""The standard working calendars (domain 2.3): around the clock, extended hours, business hours with holidays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import holidays

HOSP24: Final = "HOSP24"
EXT: Final = "EXT"
BUS: Final = "BUS"

EVERY_DAY: Final = range(7)
MONDAY_TO_FRIDAY: Final = range(5)
MONDAY_TO_SATURDAY: Final = range(6)
KEPT_HOLIDAYS: Final = frozenset(
    {"New Year's Day", "Memorial Day", "Independence Day", "Labor Day", "Thanksgiving Day", "Christmas Day"}
)
OBSERVED: Final = " (observed)"


@dataclass(frozen=True)
class Hours:
    """A calendar in plain values: minutes of the day, weekdays from 0 (Monday), whether holidays close it."""

    lineage: str
    name: str
    weekdays: Sequence[int]
    start_minute: int
    end_minute: int
    keeps_holidays: bool


STANDARD: Final = (
    Hours(HOSP24, "Around the clock", EVERY_DAY, 0, 1440, keeps_holidays=False),
    Hours(EXT, "Extended hours, 07:00 to 19:00 daily", EVERY_DAY, 420, 1140, keeps_holidays=False),
    Hours(
        BUS,
        "Business hours, Monday to Friday 08:00 to 17:00",
        MONDAY_TO_FRIDAY,
        480,
        1020,
        keeps_holidays=True,
    ),
)


def us_holidays(years: Iterable[int]) -> tuple[tuple[date, str], ...]:
    """The six holidays that US hospitals keep, with the weekday a weekend one is observed on, by date."""
    found = holidays.country_holidays("US", years=list(years), observed=True, language="en_US")
    return tuple(
        (on, name) for on, name in sorted(found.items()) if name.removesuffix(OBSERVED) in KEPT_HOLIDAYS
    )
