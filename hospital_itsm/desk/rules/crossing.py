"""When a watched view is told about: once for each time it passes its limit."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limits:
    """What a person wants to be told of; None is nothing."""

    most: int | None
    oldest_minutes: int | None


@dataclass(frozen=True)
class Standing:
    """How many tickets are in the view, and when the oldest was opened."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Passed:
    """Which limits are passed."""

    count: bool
    oldest: bool


def passed(limits: Limits, standing: Standing, now: datetime) -> Passed:
    """Which limits the view is beyond now."""
    over = limits.most is not None and standing.count > limits.most
    late = (
        limits.oldest_minutes is not None
        and standing.oldest is not None
        and now - standing.oldest > timedelta(minutes=limits.oldest_minutes)
    )
    return Passed(over, late)


def crossed(before: Passed, after: Passed) -> bool:
    """Is there something to tell: a limit that was kept before and is passed now?"""
    return (after.count and not before.count) or (after.oldest and not before.oldest)
