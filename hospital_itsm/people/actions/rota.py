"""The on-call rota: adding, changing, ending and removing shifts, and putting somebody else in."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.people.actions.duty_messages import tell_of_duty, tell_of_end
from hospital_itsm.people.actions.swaps import lock_rota, overtake_swaps
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
    lock_rota(team)
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
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    version: int | None = None,
) -> OnCallShift:
    """Give a part of a shift to somebody else: without times all of a coming one, from now on of a running one.

    Who had it keeps what is before and after; the part names them and the reason, on the rota and in the trail.
    Returns the part that was given. Raises ValueRefused for times outside what is left of the shift, without a
    reason, and for somebody who cannot answer pages or has it already; Conflict once it is over; StaleVersion.
    """
    shift = _locked(shift)
    require(actor, "oncall.hand_over", shift)
    refuse_overtaken(shift, version)
    now = timezone.now()
    if shift.ends_at <= now:
        raise Conflict(_("This shift is over. Add a new one."))
    begin, end = max(starts_at or now, shift.starts_at, now), ends_at or shift.ends_at
    _refuse_part(shift, user, begin, end, starts_at)
    before, why = shift.user, said_reason(reason)
    overtake_swaps(shift, actor=actor)
    part = _split(shift, user, begin, end, why)
    record(actor, "oncall.replace", part, {**_facts(part), "user": [before.username, user.username]}, why)
    tell_of_duty(part, actor=actor, before=before)
    return part


def _split(shift: OnCallShift, user: User, begin: datetime, end: datetime, why: str) -> OnCallShift:
    """Cut the part out of the shift; the one that stays shrinks first, so that two never overlap."""
    first, last, queue = shift.starts_at, shift.ends_at, {"team": shift.team, "level": shift.level}
    before, stays = shift.user, {"covers": shift.covers, "reason": shift.reason}
    shift.version += 1
    if (begin, end) == (first, last):
        shift.user, shift.covers, shift.reason = user, before, why
        shift.save(update_fields=["user", "covers", "reason", "version"])
        return shift
    if begin > first:
        shift.ends_at = begin
    else:
        shift.starts_at = end
    shift.save(update_fields=["starts_at", "ends_at", "version"])
    part = OnCallShift.objects.create(
        user=user, covers=before, reason=why, starts_at=begin, ends_at=end, **queue
    )
    if begin > first and end < last:
        OnCallShift.objects.create(user=before, starts_at=end, ends_at=last, **queue, **stays)
    return part


@action("oncall.change", gettext_lazy("changed the times of the shift"))
def change_shift(
    shift: OnCallShift,
    *,
    actor: Any,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    version: int | None = None,
) -> OnCallShift:
    """Move the beginning of a coming shift, or the end of one that is not over; what is left out stays.

    Raises ValueRefused for times in the past, an end before the beginning, a time that somebody else has, and without
    a reason; Conflict once it is over; StaleVersion.
    """
    shift = _locked(shift)
    require(actor, "oncall.manage", shift)
    refuse_overtaken(shift, version)
    now, before = timezone.now(), (shift.starts_at, shift.ends_at)
    if shift.ends_at <= now:
        raise Conflict(_("This shift is over. Add a new one."))
    why = said_reason(reason)
    begin, end = starts_at or shift.starts_at, ends_at or shift.ends_at
    if (begin, end) == before:
        return shift
    _refuse_times(shift, begin, end, now)
    _refuse_taken(shift.team, shift.level, begin, end, shift)
    overtake_swaps(shift, actor=actor)
    shift.starts_at, shift.ends_at, shift.version = begin, end, shift.version + 1
    shift.save(update_fields=["starts_at", "ends_at", "version"])
    times = {
        "from": [before[0].isoformat(), begin.isoformat()],
        "until": [before[1].isoformat(), end.isoformat()],
    }
    record(actor, "oncall.change", shift, {**_facts(shift), **times}, why)
    tell_of_duty(shift, actor=actor)
    return shift


@action("oncall.end", gettext_lazy("ended the shift before its time"))
def end_shift(shift: OnCallShift, *, actor: Any, reason: str, version: int | None = None) -> OnCallShift:
    """End a running shift now; nobody has what was left of it, and the rota says so.

    Raises Conflict for one that has not begun or is over, ValueRefused without a reason, StaleVersion.
    """
    shift = _locked(shift)
    require(actor, "oncall.manage", shift)
    refuse_overtaken(shift, version)
    now, end = timezone.now(), shift.ends_at
    if not shift.starts_at < now < end:
        raise Conflict(_("This shift is not running. Take a coming one off the rota."))
    why = said_reason(reason)
    shift.ends_at, shift.version = now, shift.version + 1
    shift.save(update_fields=["ends_at", "version"])
    record(actor, "oncall.end", shift, {**_facts(shift), "until": [end.isoformat(), now.isoformat()]}, why)
    tell_of_end(shift, actor=actor, begins_at=now, ends_at=end)
    return shift


@action("oncall.remove", gettext_lazy("took off the rota"))
def remove_shift(shift: OnCallShift, *, actor: Any, version: int | None = None) -> None:
    """Remove a shift that has not begun; who was on call stays on record."""
    shift = _locked(shift)
    require(actor, "oncall.manage", shift)
    refuse_overtaken(shift, version)
    if shift.starts_at <= timezone.now():
        raise Conflict(_("This shift has begun. Hand the rest of it over instead."))
    overtake_swaps(shift, actor=actor)
    record(actor, "oncall.remove", shift, _facts(shift))
    tell_of_end(shift, actor=actor, begins_at=shift.starts_at, ends_at=shift.ends_at)
    shift.delete()


def _locked(shift: OnCallShift) -> OnCallShift:
    """The shift as it stands, once other changes of its rota have ended. Raises Conflict where it is gone."""
    lock_rota(shift.team)
    rows = OnCallShift.objects.select_related("team", "user", "covers")
    found = rows.select_for_update(of=("self",)).filter(pk=shift.pk).first()
    if found is None:
        raise Conflict(_("This shift is off the rota by now. Look at the rota again."))
    return found


def _refuse(team: Team | None, level: str, user: User, starts_at: datetime, ends_at: datetime) -> None:
    errors: dict[str, str] = {}
    if ends_at <= starts_at:
        errors["ends_at"] = _("The shift ends before it begins. Choose a later end.")
    if (team is None) != (level in HOUSE_LEVELS):
        errors["level"] = _("Duty manager and house supervisor are for the house, the others for a queue.")
    if errors:
        raise ValueRefused(errors)
    _refuse_person(user, "user")
    _refuse_taken(team, level, starts_at, ends_at)


def _refuse_taken(
    team: Team | None, level: str, starts_at: datetime, ends_at: datetime, but: OnCallShift | None = None
) -> None:
    taken = OnCallShift.objects.filter(team=team, level=level, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    other = taken.select_related("user").first()
    if other is not None:
        words = _("%(name)s is on call in part of that time. Hand that shift over, or choose other times.")
        raise ValueRefused({"starts_at": words % {"name": other.user.full_name}})


def _refuse_times(shift: OnCallShift, begin: datetime, end: datetime, now: datetime) -> None:
    errors: dict[str, str] = {}
    if begin != shift.starts_at and shift.starts_at <= now:
        errors["starts_at"] = _("The shift has begun. Only its end can be moved.")
    elif begin != shift.starts_at and begin < now:
        errors["starts_at"] = _("Choose a time from now on.")
    if end <= max(begin, now):
        errors["ends_at"] = _("Choose an end after the beginning and after now.")
    if errors:
        raise ValueRefused(errors)


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
