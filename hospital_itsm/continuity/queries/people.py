"""Who is told of major incidents: those on call for the house, managers, leaders."""

from datetime import datetime
from typing import Any, Final

from hospital_itsm.people.choices import OnCallLevel, RoleCode
from hospital_itsm.people.models import Membership
from hospital_itsm.people.roster import Roster

MANAGERS: Final = (RoleCode.IT_MANAGER, RoleCode.HTM_MANAGER)
LEADERS: Final = (
    RoleCode.VP_INFRASTRUCTURE,
    RoleCode.VP_APPLICATIONS,
    RoleCode.CIO,
    RoleCode.CMIO,
)


def called_for(now: datetime) -> list[Any]:
    """The duty manager and the house supervisor on call, and the managers of IT and clinical engineering."""
    roster = Roster.at(now, MANAGERS)
    levels = (OnCallLevel.DUTY_MANAGER, OnCallLevel.HOUSE_SUPERVISOR)
    on_call = [roster.on_call(level, None) for level in levels]
    return [*(one for one in on_call if one), *(one for role in MANAGERS for one in roster.holders(role))]


def leaders() -> list[Any]:
    """Vice presidents, CIO and CMIO."""
    held = Membership.objects.valid().filter(role__code__in=LEADERS, user__is_active=True)
    return [row.user for row in held.select_related("user").order_by("pk")]
