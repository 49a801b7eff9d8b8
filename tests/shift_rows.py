"""Hand-overs whose page's statements are counted."""

from collections.abc import Iterable

from django.utils import timezone

from hospital_itsm.shifts.models import HandoverLine, Shift, ShiftHandover
from tickets.models import Ticket


def handover(tickets: Iterable[Ticket]) -> str:
    """The address of a hand-over with every ticket in it."""
    at = timezone.now()
    made = ShiftHandover.objects.create(shift=Shift.objects.earliest("pk"), at=at, written_at=at)
    HandoverLine.objects.bulk_create(
        HandoverLine(
            handover=made,
            section="urgent",
            ticket=one,
            priority=1,
            state=one.state,
            team_id=one.team_id,
            care_area_id=one.care_area_id,
        )
        for one in tickets
    )
    return made.get_absolute_url()
