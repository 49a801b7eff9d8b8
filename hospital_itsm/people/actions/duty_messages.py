"""Telling people that they are on call, or no longer."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import step
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.shapes import LABEL, LABEL_LENGTH, MOMENT
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import OnCallShift, User

FIELDS = {"queue": LABEL, "level": LABEL, "who": LABEL, "begins_at": MOMENT, "ends_at": MOMENT}
TIMES = (gettext_lazy("From {begins_at} until {ends_at}, {level}."),)
GIVEN = Kind(
    "oncall.given",
    FIELDS,
    gettext_lazy("You are on call: {queue}"),
    "people:on_call",
    lines=TIMES,
    icon="phone",
    is_urgent=True,
)
TAKEN = Kind(
    "oncall.taken",
    FIELDS,
    gettext_lazy("{who} is on call instead of you: {queue}"),
    "people:on_call",
    lines=TIMES,
    icon="phone",
    is_urgent=True,
)
ENDED = Kind(
    "oncall.ended",
    FIELDS,
    gettext_lazy("You are not on call any more: {queue}"),
    "people:on_call",
    lines=(gettext_lazy("It was to be from {begins_at} until {ends_at}, {level}."),),
    icon="phone",
    is_urgent=True,
)


@step
def tell_of_duty(shift: OnCallShift, *, actor: Any, before: User | None = None) -> None:
    """Tell whoever has the shift now, and whoever had it before."""
    payload = duty_payload(shift)
    dedupe = f"{shift.pk}:{shift.version}"
    tell(actor=actor, kind=GIVEN.code, recipients=[shift.user], payload=payload, dedupe=dedupe)
    if before is not None:
        tell(actor=actor, kind=TAKEN.code, recipients=[before], payload=payload, dedupe=dedupe)


@step
def tell_of_end(shift: OnCallShift, *, actor: Any, begins_at: datetime, ends_at: datetime) -> None:
    """Tell whoever had the shift which time of it they do not have any more."""
    payload = {**duty_payload(shift), "begins_at": begins_at, "ends_at": ends_at}
    dedupe = f"{shift.pk}:{shift.version}"
    tell(actor=actor, kind=ENDED.code, recipients=[shift.user], payload=payload, dedupe=dedupe)


@step
def duty_payload(shift: OnCallShift) -> dict[str, Any]:
    """Queue, level, person and times of a shift."""
    return {
        "queue": (shift.team.name if shift.team else _("the whole house"))[:LABEL_LENGTH],
        "level": shift.get_level_display(),
        "who": shift.user.full_name[:LABEL_LENGTH],
        "begins_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }
