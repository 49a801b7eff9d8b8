"""How long a ticket may rest, and when it is out of sight while it does (pure)."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final

SOON: Final = timedelta(hours=1)
LONGEST: Final = timedelta(days=90)
MOST_URGENT: Final = 2
"""Tickets of this priority or a more urgent one are never out of sight."""

OPENS_AT: Final = time(8)
HOUR, TOMORROW, MONDAY = "hour", "tomorrow", "monday"
PAST, FAR, URGENT, DUE = "past", "far", "urgent", "due"

WAKING: Final = ("ticket.reply_as_requester", "ticket.confirm", "ticket.still_broken", "ticket.say_worse")
"""What those who reported a ticket do that ends its rest."""


def is_out_of_sight(*, until: datetime, priority: int, due_at: datetime, now: datetime) -> bool:
    """Does a ticket that rests leave the views of its people at this instant?

    Never an urgent one, nor one whose promise is over or ends within the hour, however it came to be so since.
    """
    return now < until and not must_be_seen(priority=priority, due_at=due_at, now=now)


def must_be_seen(*, priority: int, due_at: datetime, now: datetime) -> str:
    """Why the ticket may not rest now, as a code; empty where it may."""
    if priority <= MOST_URGENT:
        return URGENT
    return DUE if due_at < now + SOON else ""


def fault(until: datetime, now: datetime) -> str:
    """What stands against resting until then, as a code; empty where nothing does."""
    if until <= now:
        return PAST
    return FAR if until > now + LONGEST else ""


def presets(now: datetime, zone: tzinfo) -> dict[str, datetime]:
    """The times that are offered, by the clock of the hospital: in an hour, tomorrow and next Monday when it opens."""
    today = now.astimezone(zone).date()
    return {
        HOUR: now + SOON,
        TOMORROW: datetime.combine(today + timedelta(days=1), OPENS_AT, zone),
        MONDAY: datetime.combine(today + timedelta(days=7 - today.weekday()), OPENS_AT, zone),
    }
