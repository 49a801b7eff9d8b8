"""When a message that could not be delivered is tried again, and when it is given up."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(hours=24)


def wait_after(attempts: int) -> timedelta:
    """The wait after the n-th failed attempt: 30 s doubling up to 30 minutes."""
    doublings = min(max(attempts, 1) - 1, 16)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def next_attempt(attempts: int, due_at: datetime, now: datetime) -> datetime | None:
    """When to try again, or None when a day has passed and the message is given up."""
    at = now + wait_after(attempts)
    return at if at <= due_at + GIVE_UP_AFTER else None
