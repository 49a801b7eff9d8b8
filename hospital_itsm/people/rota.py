"""Who is on call, now and later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from hospital_itsm.people.choices import SwapState
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.models import Membership, OnCallShift, OnCallSwap, Team, User
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


def shifts_of(user: User, at: datetime) -> QuerySet[OnCallShift]:
    """Somebody's own shifts that are not over, soonest first."""
    own = OnCallShift.objects.filter(user=user, ends_at__gt=at)
    return own.select_related("team", "user", "covers").order_by("starts_at", "pk")


def candidates(shift: OnCallShift) -> QuerySet[User]:
    """Who may be put on the rota of a shift in a swap: who answers pages and belongs to its queue.

    For the house these are the holders of the role of that level, and whoever has such a shift still to come.
    """
    held = Membership.objects.valid().filter(user=OuterRef("pk"))
    pageable = people_with_permission("page.acknowledge")
    if shift.team_id is not None:
        return pageable.filter(Exists(held.filter(team=shift.team_id)))
    turns = OnCallShift.objects.filter(
        user=OuterRef("pk"), team=None, level=shift.level, ends_at__gt=shift.starts_at
    )
    return pageable.filter(Exists(held.filter(role__code=shift.level)) | Exists(turns))


def swaps_in_sight(user: User, at: datetime) -> QuerySet[OnCallSwap]:
    """The open requests that somebody sees, and those of their own that were declined before the shift began."""
    mine = Q(state=SwapState.DECLINED, asker=user)
    rows = OnCallSwap.objects.visible_to(user).filter(Q(state=SwapState.OPEN) | mine, lapses_at__gt=at)
    return rows.with_rows().order_by("lapses_at", "pk")
