"""Who is paged when a report says that care is delayed or unsafe: the sentence under that answer (ux 5a)."""

from dataclasses import dataclass
from datetime import datetime

from hospital_itsm.outbox.tell import can_be_paged
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.models import OnCallShift


@dataclass(frozen=True)
class Paged:
    """`supervisor` is the house supervisor's name, empty where none can be paged; `engineer`: somebody is on call
    for a team and has a channel that reaches them."""

    supervisor: str = ""
    engineer: bool = False

    @property
    def is_anybody(self) -> bool:
        """Can anybody be paged now?"""
        return bool(self.supervisor or self.engineer)


def paged_when_unsafe(now: datetime) -> Paged:
    """Read the rota of this instant; one statement."""
    shifts = OnCallShift.objects.filter(
        level__in=(OnCallLevel.PRIMARY, OnCallLevel.HOUSE_SUPERVISOR),
        starts_at__lte=now,
        ends_at__gt=now,
        user__is_active=True,
    )
    reached = [shift for shift in shifts.select_related("user") if can_be_paged(shift.user)]
    supervisors = [shift.user.full_name for shift in reached if shift.level == OnCallLevel.HOUSE_SUPERVISOR]
    engineers = [shift for shift in reached if shift.level == OnCallLevel.PRIMARY]
    return Paged(next(iter(supervisors), ""), bool(engineers))
