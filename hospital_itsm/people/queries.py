"""Reading people and the rota."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

if TYPE_CHECKING:
    from hospital_itsm.people.models import OnCallShift, Team, User


def on_call_now(team: Team | None, level: str, at: datetime) -> User | None:
    """Who is on call for a queue at this level, at this instant; nobody where the rota has a gap."""
    found = _shifts().filter(team=team, level=level, starts_at__lte=at, ends_at__gt=at)
    shift = found.filter(user__is_active=True).select_related("user").first()
    return shift.user if shift else None


def house_on_call(level: str, at: datetime) -> User | None:
    """Who is on call for the whole house: the duty manager or the house supervisor."""
    return on_call_now(None, level, at)


def people_with_permission(permission: str) -> QuerySet[User]:
    """Active people who hold a permission today, by name."""
    membership = apps.get_model("people", "Membership")
    held = membership.objects.valid().filter(user=OuterRef("pk"), role__permissions__contains=[permission])
    users: QuerySet[User] = apps.get_model("people", "User").objects.filter(Exists(held), is_active=True)
    return users.order_by("full_name", "pk")


def people_found(words: str) -> QuerySet[User]:
    """People whose name, user name, job title or phone contains every word."""
    found: QuerySet[User] = apps.get_model("people", "User").objects.all()
    for word in words.split():
        found = found.filter(
            Q(full_name__icontains=word)
            | Q(username__icontains=word)
            | Q(job_title__icontains=word)
            | Q(phone__icontains=word)
        )
    return found


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
    rows = _shifts().filter(ends_at__gt=at).select_related("team", "user").order_by("starts_at", "pk")
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


def _shifts() -> Any:
    return apps.get_model("people", "OnCallShift").objects


def shifts_ahead(shift: OnCallShift, at: datetime) -> QuerySet[OnCallShift]:
    """The further shifts of the same queue and level that are not over, soonest first."""
    same: QuerySet[OnCallShift] = _shifts().filter(team_id=shift.team_id, level=shift.level, ends_at__gt=at)
    return same.exclude(pk=shift.pk).select_related("user").order_by("starts_at", "pk")
