"""Who answers now: the people on call and the holders of leading roles, read once for many tickets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hospital_itsm.people.models import Membership, OnCallShift, User


@dataclass(frozen=True)
class Roster:
    """The people of one instant. Levels are codes of `OnCallLevel`, roles codes of `RoleCode`."""

    _on_call: dict[tuple[str, int | None], User]
    _holders: dict[str, tuple[User, ...]]

    @classmethod
    def at(cls, now: datetime, roles: Iterable[str]) -> Roster:
        """Read everybody on call at `now` and the active holders of `roles`: two statements."""
        shifts = OnCallShift.objects.filter(starts_at__lte=now, ends_at__gt=now, user__is_active=True)
        on_call = {(shift.level, shift.team_id): shift.user for shift in shifts.select_related("user")}
        held = Membership.objects.valid().filter(role__code__in=list(roles), user__is_active=True)
        holders: dict[str, dict[int, User]] = {}
        for membership in held.select_related("role", "user").order_by("user__username"):
            holders.setdefault(membership.role.code, {})[membership.user_id] = membership.user
        return cls(on_call, {code: tuple(users.values()) for code, users in holders.items()})

    def on_call(self, level: str, team_id: int | None) -> User | None:
        """Who is on call at a level for a team; the house's own shift stands in where the team has none."""
        return self._on_call.get((level, team_id)) or self._on_call.get((level, None))

    def holders(self, role: str) -> tuple[User, ...]:
        """The active people who hold a role today, by user name."""
        return self._holders.get(role, ())
