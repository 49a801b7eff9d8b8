"""Writing the hand-over at a change of shifts, once."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.shifts.models import HandoverLine, HandoverNotice, Shift, ShiftHandover
from hospital_itsm.shifts.queries.standing import notices, urgent_and_due
from hospital_itsm.shifts.rules.changes import last_change
from hospital_itsm.shifts.written import is_written


@action("shift_handover.write", gettext_lazy("wrote the hand-over of the shift"))
def write_handover(*, actor: Any, now: datetime) -> ShiftHandover | None:
    """Write what stands where a change has passed that is not written yet; None otherwise.

    Whoever else writes at the same time waits for the shifts' rows and then finds it written. Of changes that were
    missed only the last is caught up with, for what stood before nobody knows; it says how late it was written.
    """
    require(actor, "shift.write")
    shifts = {row.pk: row for row in Shift.objects.select_for_update().filter(is_active=True).order_by("pk")}
    change = last_change(
        [(pk, row.begins_at) for pk, row in shifts.items()], now, timezone.get_default_timezone()
    )
    if change is None or is_written(change.shift, change.at):
        return None
    handover = ShiftHandover.objects.create(shift=shifts[change.shift], at=change.at, written_at=now)
    lines = urgent_and_due(actor, now)
    HandoverLine.objects.bulk_create(
        HandoverLine(
            handover=handover,
            section=line.section,
            ticket=line.ticket,
            priority=line.priority,
            state=line.state,
            due_at=line.due_at,
            team=line.team,
            care_area=line.care_area,
        )
        for line in lines
    )
    HandoverNotice.objects.bulk_create(HandoverNotice(handover=handover, notice=one) for one in notices())
    record(actor, "shift_handover.write", handover, {"lines": [None, len(lines)]})
    return handover
