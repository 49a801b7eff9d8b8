"""The on-call rota: adding, handing over and removing shifts."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.actions.duty_messages import tell_of_duty
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.models import OnCallShift, Team, User

HOUSE_LEVELS = (OnCallLevel.DUTY_MANAGER, OnCallLevel.HOUSE_SUPERVISOR)


@action("oncall.add", gettext_lazy("put on call"))
def add_shift(
    *, actor: Any, team: Team | None, level: str, user: User, starts_at: datetime, ends_at: datetime
) -> OnCallShift:
    """Put somebody on call for a queue (or, without one, the house) from one instant until another.

    Raises ValueRefused where somebody else holds part of that time, or the person cannot answer pages.
    """
    require(actor, "oncall.manage")
    _lock_rota(team)
    _refuse(team, level, user, starts_at, ends_at)
    shift = OnCallShift.objects.create(
        team=team, level=level, user=user, starts_at=starts_at, ends_at=ends_at
    )
    record(actor, "oncall.add", shift, _facts(shift))
    tell_of_duty(shift, actor=actor)
    return shift


@action("oncall.replace", gettext_lazy("handed the shift over"))
def replace_shift(
    shift: OnCallShift,
    *,
    actor: Any,
    user: User,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> OnCallShift:
    """Give a part of a shift to somebody else: without times all of a coming one, from now on of a running one.

    Who had it keeps what is before and after. Returns the part that was given. Raises ValueRefused for times outside
    what is left of the shift, and for somebody who cannot answer pages or has it already; Conflict once it is over.
    """
    shift = OnCallShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    require(actor, "oncall.hand_over", shift)
    now = timezone.now()
    if shift.ends_at <= now:
        raise Conflict(_("This shift is over. Add a new one."))
    begin, end = max(starts_at or now, shift.starts_at, now), ends_at or shift.ends_at
    _refuse_part(shift, user, begin, end, starts_at)
    before = shift.user
    part = _split(shift, user, begin, end)
    record(actor, "oncall.replace", part, {**_facts(part), "user": [before.username, user.username]})
    tell_of_duty(part, actor=actor, before=before)
    return part


def _split(shift: OnCallShift, user: User, begin: datetime, end: datetime) -> OnCallShift:
    """Cut the part out of the shift; the one that stays shrinks first, so that two never overlap."""
    first, last, queue = shift.starts_at, shift.ends_at, {"team": shift.team, "level": shift.level}
    if (begin, end) == (first, last):
        shift.user = user
        shift.save(update_fields=["user"])
        return shift
    if begin > first:
        shift.ends_at = begin
    else:
        shift.starts_at = end
    shift.save(update_fields=["starts_at", "ends_at"])
    part = OnCallShift.objects.create(user=user, starts_at=begin, ends_at=end, **queue)
    if begin > first and end < last:
        OnCallShift.objects.create(user=shift.user, starts_at=end, ends_at=last, **queue)
    return part


@action("oncall.remove", gettext_lazy("took off the rota"))
def remove_shift(shift: OnCallShift, *, actor: Any) -> None:
    """Remove a shift that has not begun; who was on call stays on record."""
    shift = OnCallShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    require(actor, "oncall.manage", shift)
    if shift.starts_at <= timezone.now():
        raise Conflict(_("This shift has begun. Hand the rest of it over instead."))
    record(actor, "oncall.remove", shift, _facts(shift))
    shift.delete()


def _lock_rota(team: Team | None) -> None:
    """Make additions to one rota wait for each other, so that the second sees the first."""
    if team is not None:
        Team.objects.select_for_update().get(pk=team.pk)


def _refuse(team: Team | None, level: str, user: User, starts_at: datetime, ends_at: datetime) -> None:
    errors: dict[str, str] = {}
    if ends_at <= starts_at:
        errors["ends_at"] = _("The shift ends before it begins. Choose a later end.")
    if (team is None) != (level in HOUSE_LEVELS):
        errors["level"] = _("Duty manager and house supervisor are for the house, the others for a queue.")
    if errors:
        raise ValueRefused(errors)
    _refuse_person(user, "user")
    taken = OnCallShift.objects.filter(team=team, level=level, starts_at__lt=ends_at, ends_at__gt=starts_at)
    other = taken.select_related("user").first()
    if other is not None:
        words = _("%(name)s is on call in part of that time. Hand that shift over, or choose other times.")
        raise ValueRefused({"starts_at": words % {"name": other.user.full_name}})


def _refuse_part(
    shift: OnCallShift, user: User, begin: datetime, end: datetime, asked: datetime | None
) -> None:
    errors: dict[str, str] = {}
    if asked is not None and not shift.starts_at <= asked < shift.ends_at:
        errors["starts_at"] = _("The shift does not run then. Choose a time within it.")
    if end > shift.ends_at:
        errors["ends_at"] = _("The shift ends before that. Choose a time within it.")
    elif end <= begin and not errors:
        errors["ends_at"] = _("Choose an end after the beginning and after now.")
    if user.pk == shift.user_id:
        errors["user"] = _("This person has the shift already. Choose somebody else.")
    if errors:
        raise ValueRefused(errors)
    _refuse_person(user, "user")


def _refuse_person(user: User, field: str) -> None:
    if not user.is_active or "page.acknowledge" not in user.permissions:
        raise ValueRefused({field: _("This person cannot answer pages. Choose somebody who can.")})


def _facts(shift: OnCallShift) -> dict[str, Any]:
    return {
        "queue": shift.team.code if shift.team else None,
        "level": shift.level,
        "user": [None, shift.user.username],
        "from": shift.starts_at.isoformat(),
        "until": shift.ends_at.isoformat(),
    }
