"""Who is on call, now and later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from hospital_itsm.people.models import OnCallShift, Team, User
from hospital_itsm.people.rules.gaps import Span, gaps

AHEAD: Final = timedelta(weeks=2)
"""How far the rota looks for gaps, and how long a queue stays on it whose last shift has ended."""


def on_call_now(team: Team | None, level: str, at: datetime) -> User | None:
    """Who is on call for a queue at this level, at this instant; nobody where the rota has a gap."""
    found = OnCallShift.objects.filter(team=team, level=level, starts_at__lte=at, ends_at__gt=at)
    shift = found.filter(user__is_active=True).select_related("user").first()
    return shift.user if shift else None


@dataclass(frozen=True)
class Turn:
    """One line of the rota page: a queue (None is the house) and level, who is on call, who follows.

    `gaps` are the times of the next two weeks for which nobody is on the rota.
    """

    team: Team | None
    level: str
    level_name: str
    now: OnCallShift | None
    next: OnCallShift | None
    gaps: Sequence[Span] = ()


def rota_at(at: datetime) -> list[Turn]:
    """Every queue and level that had a shift within two weeks, has one or gets one, the house first: one statement."""
    shifts = OnCallShift.objects.filter(ends_at__gt=at - AHEAD)
    rows = shifts.select_related("team", "user", "covers").order_by("starts_at", "pk")
    lines: dict[tuple[int | None, str], list[OnCallShift]] = {}
    for shift in rows:
        lines.setdefault((shift.team_id, shift.level), []).append(shift)
    turns = [_turn(shifts, at) for shifts in lines.values()]
    return sorted(
        turns, key=lambda turn: (turn.team is not None, turn.team.code if turn.team else "", turn.level)
    )


def _turn(shifts: Iterable[OnCallShift], at: datetime) -> Turn:
    ordered = list(shifts)
    now = next((shift for shift in ordered if shift.starts_at <= at < shift.ends_at), None)
    following = next((shift for shift in ordered if shift.starts_at > at), None)
    first = ordered[0]
    held = [(shift.starts_at, shift.ends_at) for shift in ordered if shift.user.is_active]
    empty = gaps(held, at, at + AHEAD)
    return Turn(first.team, first.level, first.get_level_display(), now, following, empty)


def shifts_ahead(shift: OnCallShift, at: datetime) -> QuerySet[OnCallShift]:
    """The further shifts of the same queue and level that are not over, soonest first."""
    same = OnCallShift.objects.filter(team=shift.team, level=shift.level, ends_at__gt=at)
    return same.exclude(pk=shift.pk).select_related("user", "covers").order_by("starts_at", "pk")
