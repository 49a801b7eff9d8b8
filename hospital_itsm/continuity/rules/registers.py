"""When a test, a plan or a feed is due, from what was done last (domain/6 §6.3, domain/2 §2.5)."""

from datetime import date, datetime, timedelta
from typing import Final

CURRENT, SOON, LATE, NEVER, FAILED = "current", "soon", "late", "never", "failed"
BROKEN: Final = (LATE, NEVER, FAILED)
"""A feed that somebody must look after."""
MET, MISSED, PENDING, UNMEASURED = "met", "missed", "pending", "unmeasured"
SOON_DAYS: Final = timedelta(days=30)
GRACE: Final = 2
"""A feed is late once half of its interval passed without the run that was expected."""


def standing_of(due_on: date, today: date) -> str:
    """How something with a due day stands."""
    if due_on < today:
        return LATE
    return SOON if due_on <= today + SOON_DAYS else CURRENT


def expected_by(last_run: datetime | None, since: datetime, minutes: int) -> datetime:
    """By when the next run of a feed is expected: an interval after the last one, or after it was set up."""
    return (last_run or since) + timedelta(minutes=minutes)


def feed_standing(
    last_run: datetime | None, last_failed: bool, since: datetime, minutes: int, now: datetime
) -> str:
    """How a feed stands: a run that failed is told before one that is missing."""
    if last_run is not None and last_failed:
        return FAILED
    late = now > expected_by(last_run, since, minutes) + timedelta(minutes=minutes) / GRACE
    if not late:
        return CURRENT if last_run is not None else SOON
    return LATE if last_run is not None else NEVER


def meets(actual: int | None, objective: int | None) -> bool | None:
    """Was a recovery objective met? None where nothing was measured, or no objective is known."""
    return None if actual is None or objective is None else actual <= objective


def objective_standing(actual: int | None, objective: int | None) -> str:
    """How what was measured stands to a recovery objective; an objective that nobody set yet is pending."""
    if objective is None:
        return PENDING
    met = meets(actual, objective)
    return UNMEASURED if met is None else MET if met else MISSED
