"""When a delivery is tried again, when it is given up, and when its address is."""

from datetime import datetime, timedelta
from typing import Final

FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)
SPREAD: Final = 0.2
"""By which part of itself a wait is longer or shorter, so that many deliveries do not come back at one instant."""
MOST_ATTEMPTS: Final = 12
FAILING_ENDS_AFTER: Final = timedelta(days=3)


def wait_after(attempts: int, share: float) -> timedelta:
    """The wait after the n-th failed attempt: 30 s doubling up to an hour; `share` from 0 to 1 spreads it."""
    doublings = min(max(attempts, 1) - 1, 16)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT) * (1 - SPREAD + 2 * SPREAD * share)


def next_attempt(attempts: int, now: datetime, share: float) -> datetime | None:
    """When to try again, or None when the delivery is given up."""
    return None if attempts >= MOST_ATTEMPTS else now + wait_after(attempts, share)


def is_hopeless(failing_since: datetime, now: datetime) -> bool:
    """Did the address take nothing for days?"""
    return now - failing_since >= FAILING_ENDS_AFTER
