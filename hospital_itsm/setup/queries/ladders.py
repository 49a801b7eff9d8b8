"""Whom ladders could reach: audiences that nobody stands behind, now or in shifts to come."""

from datetime import datetime
from typing import Final

from hospital_itsm.people.choices import OnCallLevel
from tickets.rules import escalation
from tickets.rules.audience import CIO_ROLE, MANAGER_ROLES, VP_ROLES

LEVELS: Final = {
    escalation.PRIMARY: OnCallLevel.PRIMARY,
    escalation.SECONDARY: OnCallLevel.SECONDARY,
    escalation.DUTY_MANAGER: OnCallLevel.DUTY_MANAGER,
    escalation.HOUSE_SUPERVISOR_IF_CARE: OnCallLevel.HOUSE_SUPERVISOR,
}
ROLES: Final = {
    escalation.MANAGER: frozenset(MANAGER_ROLES.values()),
    escalation.VP: frozenset(VP_ROLES.values()),
    escalation.CIO: frozenset({CIO_ROLE}),
}


def unfilled(now: datetime) -> frozenset[str]:
    """The audiences with nobody on the rota from now on, or no holder of their role: two statements."""
    from hospital_itsm.people.models import Membership, OnCallShift

    shifts = OnCallShift.objects.filter(ends_at__gt=now, user__is_active=True)
    levels = set(shifts.values_list("level", flat=True).distinct())
    wanted = frozenset().union(*ROLES.values())
    held = Membership.objects.valid().filter(role__code__in=wanted, user__is_active=True)
    roles = set(held.values_list("role__code", flat=True).distinct())
    without_shift = {code for code, level in LEVELS.items() if level not in levels}
    return frozenset(without_shift | {code for code, some in ROLES.items() if not some & roles})
