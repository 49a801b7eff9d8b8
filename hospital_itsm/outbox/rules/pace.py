"""When an e-mail leaves: at once, with the next ones, after the quiet hours, once a day, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

NOW, DAILY, BELL = "now", "daily", "bell"
FOLD = timedelta(minutes=2)
"""What comes within this time of a person's last e-mail comes together, in the next one."""


@dataclass(frozen=True)
class Choices:
    """What a person chose; `paces` by topic, times of the clock in `zone`."""

    zone: tzinfo
    paces: Mapping[str, str] = field(default_factory=dict)
    digest_at: time = time(7)
    quiet_from: time | None = None
    quiet_until: time | None = None


def leaves_at(
    *, pace: str, due_at: datetime, now: datetime, choices: Choices, last_at: datetime | None
) -> datetime | None:
    """The instant at which an e-mail leaves, `now` if nothing holds it, None if it is not sent at all."""
    if pace == BELL:
        return None
    at = now if pace == NOW else max(now, digest_after(due_at, choices.digest_at, choices.zone))
    if last_at is not None:
        at = max(at, last_at + FOLD)
    return after_quiet(at, choices)


def digest_after(at: datetime, clock: time, zone: tzinfo) -> datetime:
    """The first instant not before `at` at which the clock in `zone` shows this time."""
    today = at.astimezone(zone).date()
    days = (datetime.combine(today + timedelta(days=days), clock, zone) for days in range(2))
    return next(day for day in days if day >= at)


def after_quiet(at: datetime, choices: Choices) -> datetime:
    """`at` itself outside the quiet hours, else their end."""
    begin, end = choices.quiet_from, choices.quiet_until
    if begin is None or end is None or not is_quiet(at.astimezone(choices.zone).time(), begin, end):
        return at
    return digest_after(at, end, choices.zone)


def is_quiet(clock: time, begin: time, end: time) -> bool:
    """Is this time of day within the quiet hours? They begin with their first minute and end before `end`."""
    return begin <= clock < end if begin <= end else clock >= begin or clock < end
