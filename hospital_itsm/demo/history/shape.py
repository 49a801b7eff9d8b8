"""When the tickets of two years were opened: hours and weekdays, seasons, growth, and the wave after an upgrade."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from django.utils import timezone

from hospital_itsm.demo.bulk.scene import DAY_SHARES, HOUR_SHARES, PRIORITY_SHARES

DAYS: Final = 728
"""How far history goes back."""
ENDS: Final = timedelta(days=7)
"""How long before the load it ends: the living tickets begin after that."""
GROWTH: Final = 0.35
"""How much more is reported at its end than at its beginning."""
BY_MONTH: Final = (1.14, 1.10, 1.02, 0.98, 0.97, 0.93, 0.96, 0.95, 1.0, 1.02, 1.03, 1.10)
"""January to December: more in the season of infections, less in summer; new residents begin in July."""
WAVE_DAYS: Final = 24
WAVE: Final = 2.5
"""The days after the upgrade of the record, and how much more is reported on the first of them (domain 8.7)."""


@dataclass(frozen=True)
class Calendar:
    """The days of history: `upgraded` is the day on which the record was."""

    now: datetime
    upgraded: date

    @property
    def last(self) -> datetime:
        """The end of history."""
        return self.now - ENDS

    def age(self, at: datetime) -> float:
        """How much of history has passed: 0 at its beginning, 1 at its end."""
        return 1 - (self.now - at) / timedelta(days=DAYS)

    def wave(self, day: date) -> float:
        """How much of the wave after the upgrade is left on a day: 1 on the first, 0 when it is over."""
        since = (day - self.upgraded).days
        return max(1 - since / WAVE_DAYS, 0.0) if since >= 0 else 0.0

    def weight(self, day: date) -> float:
        """How much is reported on a day, compared with others."""
        grown = 1 + GROWTH * (1 - (timezone.localdate(self.now) - day).days / DAYS)
        rising = 1 + (WAVE - 1) * self.wave(day)
        return DAY_SHARES[day.weekday()] * BY_MONTH[day.month - 1] * grown * rising


def openings(random: Random, calendar: Calendar, count: int) -> list[tuple[datetime, int]]:
    """`count` instants in the order of time, each with the priority of what was reported; 5 is a request."""
    days = _days(calendar)
    weights = list(accumulate(calendar.weight(day) for day in days))
    hours = list(accumulate(HOUR_SHARES))
    chosen = zip(
        random.choices(days, cum_weights=weights, k=count),
        random.choices(range(24), cum_weights=hours, k=count),
        random.choices(list(PRIORITY_SHARES), list(PRIORITY_SHARES.values()), k=count),
        strict=True,
    )
    return sorted((_at(day, hour, random.randrange(3600)), priority) for day, hour, priority in chosen)


def _days(calendar: Calendar) -> Sequence[date]:
    last = timezone.localdate(calendar.last) - timedelta(days=1)
    first = timezone.localdate(calendar.now) - timedelta(days=DAYS)
    return [first + timedelta(days=place) for place in range((last - first).days + 1)]


def _at(day: date, hour: int, seconds: int) -> datetime:
    midnight = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    return (midnight + timedelta(hours=hour, seconds=seconds)).astimezone(UTC)
