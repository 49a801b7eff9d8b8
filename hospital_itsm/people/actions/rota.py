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
    return shift


@action("oncall.replace", gettext_lazy("handed the shift over"))
def replace_shift(shift: OnCallShift, *, actor: Any, user: User) -> OnCallShift:
    """Give the rest of a shift to somebody else: all of a coming one, from now on of a running one."""
    shift = OnCallShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    require(actor, "oncall.manage", shift)
    now = timezone.now()
    _refuse_person(user, "user")
    if shift.ends_at <= now:
        raise Conflict(_("This shift is over. Add a new one."))
    before = shift.user
    if shift.starts_at >= now:
        shift.user = user
        shift.save(update_fields=["user"])
        rest = shift
    else:
        ends_at, shift.ends_at = shift.ends_at, now
        shift.save(update_fields=["ends_at"])
        rest = OnCallShift.objects.create(
            team=shift.team, level=shift.level, user=user, starts_at=now, ends_at=ends_at
        )
    record(actor, "oncall.replace", rest, {**_facts(rest), "user": [before.username, user.username]})
    return rest


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
