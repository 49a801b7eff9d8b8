"""The working calendars of a fresh installation (domain/2 §2.3): around the clock, extended and business hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

EVERY_DAY: Final = range(7)
MONDAY_TO_FRIDAY: Final = range(5)
MONDAY_TO_SATURDAY: Final = range(6)


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar by its lineage: the same hours on each of `weekdays`, with or without public holidays."""

    lineage: str
    name: str
    weekdays: Sequence[int]
    start_minute: int
    end_minute: int
    keeps_holidays: bool


DEFAULT_CALENDARS: Final = (
    Hours("HOSP24", "Around the clock", EVERY_DAY, 0, 24 * 60, keeps_holidays=False),
    Hours("EXT", "Extended hours, 07:00 to 19:00 daily", EVERY_DAY, 7 * 60, 19 * 60, keeps_holidays=False),
    Hours(
        "BUS",
        "Business hours, Monday to Friday 08:00 to 17:00",
        MONDAY_TO_FRIDAY,
        8 * 60,
        17 * 60,
        keeps_holidays=True,
    ),
)
