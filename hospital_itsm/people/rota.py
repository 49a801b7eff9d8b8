"""Who is on call, now and later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hospital_itsm.people.models import OnCallShift, Team, User


def on_call_now(team: Team | None, level: str, at: datetime) -> User | None:
    """Who is on call for a queue at this level, at this instant; nobody where the rota has a gap."""
    found = OnCallShift.objects.filter(team=team, level=level, starts_at__lte=at, ends_at__gt=at)
    shift = found.filter(user__is_active=True).select_related("user").first()
    return shift.user if shift else None


@dataclass(frozen=True)
class Turn:
    """One line of the rota page: a queue (None is the house) and level, who is on call, who follows."""

    team: Team | None
    level: str
    level_name: str
    now: OnCallShift | None
    next: OnCallShift | None


def rota_at(at: datetime) -> list[Turn]:
    """Every queue and level that has a shift now or later, the house first, in one statement."""
    rows = (
        OnCallShift.objects.filter(ends_at__gt=at).select_related("team", "user").order_by("starts_at", "pk")
    )
    lines: dict[tuple[int | None, str], list[OnCallShift]] = {}
    for shift in rows:
        lines.setdefault((shift.team_id, shift.level), []).append(shift)
    turns = [_turn(shifts, at) for shifts in lines.values()]
    return sorted(
        turns, key=lambda turn: (turn.team is not None, turn.team.code if turn.team else "", turn.level)
    )


def _turn(shifts: Iterable[OnCallShift], at: datetime) -> Turn:
    ordered = list(shifts)
    now = next((shift for shift in ordered if shift.starts_at <= at), None)
    following = next((shift for shift in ordered if shift.starts_at > at), None)
    first = ordered[0]
    return Turn(first.team, first.level, first.get_level_display(), now, following)


def shifts_ahead(shift: OnCallShift, at: datetime) -> QuerySet[OnCallShift]:
    """The further shifts of the same queue and level that are not over, soonest first."""
    same = OnCallShift.objects.filter(team=shift.team, level=shift.level, ends_at__gt=at)
    return same.exclude(pk=shift.pk).select_related("user").order_by("starts_at", "pk")
