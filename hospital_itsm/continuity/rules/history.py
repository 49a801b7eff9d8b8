"""What became of a service day by day, for the history on the status page (ux 5e); days are the hospital's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

ZERO: Final = timedelta(0)
DOWN: Final = "down"


@dataclass(frozen=True)
class Spell:
    """A stretch in which a service was out; `ended` None runs on."""

    began: datetime
    ended: datetime | None
    effect: str
    is_planned: bool = False


@dataclass(frozen=True)
class DayMark:
    """A day on which a service was out: how bad at worst, for how long in all, and whether all of it was planned."""

    day: date
    effect: str
    span: timedelta
    is_planned: bool


def marks_of(spells: Iterable[Spell], first: date, last: date, zone: tzinfo, now: datetime) -> list[DayMark]:
    """The days from `first` to `last` on which a service was out, oldest first; what is still to come is left out."""
    known, marks, day = list(spells), [], first
    while day <= last:
        began, ended = bounds_of(day, zone)
        marks += _mark(day, _clipped(known, began, min(ended, now)))
        day += timedelta(days=1)
    return marks


def bounds_of(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """The instants at which a local day begins and ends; a day of a changed clock is shorter or longer."""
    return tuple(  # type: ignore[return-value]
        datetime.combine(one, time.min, zone).astimezone(UTC) for one in (day, day + timedelta(days=1))
    )


def _clipped(spells: Sequence[Spell], first: datetime, last: datetime) -> list[Spell]:
    cut = [
        Spell(max(one.began, first), min(one.ended or last, last), one.effect, one.is_planned)
        for one in spells
    ]
    return [one for one in cut if one.ended is not None and one.began < one.ended]


def _mark(day: date, spells: Sequence[Spell]) -> list[DayMark]:
    if not spells:
        return []
    unplanned = [one for one in spells if not one.is_planned]
    deciding = unplanned or spells
    effect = DOWN if any(one.effect == DOWN for one in deciding) else deciding[0].effect
    return [DayMark(day, effect, _together(spells), not unplanned)]


def _together(spells: Sequence[Spell]) -> timedelta:
    """How long any of them lasted; what overlaps counts once."""
    total, reached = ZERO, None
    for one in sorted(spells, key=lambda spell: spell.began):
        began = one.began if reached is None else max(one.began, reached)
        if one.ended is not None and one.ended > began:
            total += one.ended - began
            reached = one.ended
    return total
