"""How long a service was out, and how much of it counts (domain/6 §6.3).

Downtime is the overlap of outages with the agreed service time. Where outages of one service overlap, each instant
counts once, with the largest share of its users that was hit. A calendar of None means around the clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from hospital_itsm.core.worktime import Calendar, between

ZERO: Final = timedelta(0)
MINUTE: Final = timedelta(minutes=1)
WHOLE: Final = Fraction(1)
LEAST_EXTENSIVE: Final = Fraction(1, 4)
"""What a partial outage of extensive impact counts at least."""
FIRST_TIERS: Final = frozenset({"0", "1"})
OVERRUN: Final = Fraction(11, 10)
"""A planned downtime overran when it lasted more than a tenth longer than its window (domain/2 §2.1, UW Health)."""


@dataclass(frozen=True)
class Stretch:
    """From when until when something was out; `ended` None runs on. `share` of the users were hit."""

    began: datetime
    ended: datetime | None = None
    share: Fraction = WHOLE

    def within(self, first: datetime, last: datetime) -> "Stretch | None":
        """The part inside a period, with an end; None where nothing of it is."""
        began, ended = max(self.began, first), min(self.ended or last, last)
        return Stretch(began, ended, self.share) if began < ended else None


def time_out(began: datetime, ended: datetime | None, now: datetime) -> timedelta:
    """How long it lasted, or has lasted so far; nothing where it has not begun."""
    return max((ended or now) - began, ZERO)


def within_agreed(calendar: Calendar | None, began: datetime, ended: datetime) -> timedelta:
    """The part of a stretch that lies in agreed service time."""
    return max(ended - began, ZERO) if calendar is None else between(calendar, began, ended)


def share_of(percent: int, is_extensive: bool) -> Fraction:
    """The part of an outage that counts: the share of users hit, and of an extensive one a quarter at least."""
    share = Fraction(percent, 100)
    return max(share, LEAST_EXTENSIVE) if is_extensive else share


def is_extensive(tiers: Iterable[str], areas: int) -> bool:
    """Impact 1 (domain/2 §2.2): a service of tier 0 or 1, or two care areas and more; none named means all."""
    return areas != 1 or bool(FIRST_TIERS & set(tiers))


def lost(
    calendar: Calendar | None, stretches: Iterable[Stretch], first: datetime, last: datetime
) -> timedelta:
    """Agreed service time lost in a period by the outages of one service, each instant once."""
    clipped = [part for one in stretches if (part := one.within(first, last)) is not None]
    edges = sorted({edge.astimezone(UTC) for one in clipped for edge in (one.began, one.ended or last)})
    total = ZERO
    for began, ended in pairwise(edges):
        share = _largest(clipped, began, ended)
        if share:
            total += within_agreed(calendar, began, ended) * share.numerator / share.denominator
    return total


def availability(agreed: timedelta, down: timedelta) -> Fraction | None:
    """The share of the agreed service time that a service worked; None where none was agreed."""
    if agreed <= ZERO:
        return None
    return 1 - Fraction(min(down, agreed) // timedelta(microseconds=1), agreed // timedelta(microseconds=1))


def whole_minutes(span: timedelta) -> int:
    """A duration in minutes; one that has begun counts."""
    return -(-span // MINUTE)


def has_overrun(planned: tuple[datetime, datetime], began: datetime, ended: datetime) -> bool:
    """Did a planned downtime last more than a tenth longer than its window?"""
    window = planned[1] - planned[0]
    return (ended - began) * OVERRUN.denominator > window * OVERRUN.numerator


def _largest(stretches: Sequence[Stretch], began: datetime, ended: datetime) -> Fraction:
    return max(
        (one.share for one in stretches if one.began <= began and ended <= (one.ended or ended)),
        default=Fraction(0),
    )
