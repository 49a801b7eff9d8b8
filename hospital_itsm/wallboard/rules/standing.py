"""What a service is doing, of all that is known about it, and how long nothing bad happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

DOWN, SLOW, WORK = "down", "slow", "work"
WORSE_FIRST: Final = (DOWN, SLOW, WORK)


@dataclass(frozen=True)
class Trouble:
    """Something that is said of a service: since when, for planned work until when, and whether of some units alone."""

    effect: str
    since: datetime
    until: datetime | None = None
    is_partial: bool = False


def worst(troubles: Iterable[Trouble]) -> Trouble | None:
    """What a wall shows of a service: down, slow, planned work; everywhere before somewhere; the oldest."""
    return min(
        troubles,
        key=lambda one: (WORSE_FIRST.index(one.effect), one.is_partial, one.since),
        default=None,
    )


def days_since(last: datetime, now: datetime, zone: tzinfo) -> int:
    """How many midnights of the place have passed since."""
    return (now.astimezone(zone).date() - last.astimezone(zone).date()).days
