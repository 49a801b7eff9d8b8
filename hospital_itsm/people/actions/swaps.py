"""Swaps between colleagues: asking, accepting, declining, withdrawing; nothing changes until the other accepts."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.people.actions import swap_messages
from hospital_itsm.people.choices import SwapState
from hospital_itsm.people.models import OnCallShift, OnCallSwap, Team, User
from hospital_itsm.people.rota import candidates


@action("oncall.swap_ask", gettext_lazy("asked a colleague to take a shift"))
def ask_swap(
    shift: OnCallShift, *, actor: Any, asked: User, in_return: OnCallShift | None = None
) -> OnCallSwap:
    """Ask a colleague to take a coming shift of one's own, for one of theirs in return or for none.

    Raises ValueRefused for somebody who cannot be put on that rota or is on it then already, and for a shift in
    return that is not theirs, of another queue or begun; Conflict once the shift has begun or a request is open.
    """
    lock_rota(shift.team)
    rows = _locked_shifts(shift, in_return)
    shift, in_return = rows[0], rows[1] if in_return else None
    require(actor, "oncall.swap_ask", shift)
    now = timezone.now()
    if shift.starts_at <= now:
        raise Conflict(_("This shift has begun. Hand the rest of it over instead."))
    _let_lapse(shift.swaps.all())
    if shift.swaps.filter(state=SwapState.OPEN).exists():
        raise Conflict(_("Somebody is asked about this shift already. Withdraw that request first."))
    _refuse_asked(shift, asked, in_return)
    swap = OnCallSwap.objects.create(
        shift=shift,
        in_return=in_return,
        asker=shift.user,
        asked=asked,
        lapses_at=min(row.starts_at for row in (shift, in_return) if row),
    )
    record(actor, "oncall.swap_ask", swap, _facts(swap))
    swap_messages.tell_asked(swap, actor=actor)
    return swap


@action("oncall.swap_accept", gettext_lazy("took a colleague's shift"))
def accept_swap(swap: OnCallSwap, *, actor: Any, version: int | None = None) -> OnCallSwap:
    """Take the shift, and give the one in return. Raises Conflict where it cannot be any more, StaleVersion."""
    swap = _locked(swap)
    require(actor, "oncall.swap_answer", swap)
    _refuse_ended(swap, version)
    shift, in_return = swap.shift, swap.in_return
    assert shift is not None  # noqa: S101  an open request has one
    if not _could_be(shift, swap.asked, in_return) or (
        in_return and not _could_be(in_return, swap.asker, shift)
    ):
        raise Conflict(_("One of you cannot be on call then any more. Ask who keeps the rota."))
    _give(shift, swap.asked)
    if in_return is not None:
        _give(in_return, swap.asker)
    _end(swap, SwapState.ACCEPTED)
    record(actor, "oncall.swap_accept", swap, _facts(swap))
    swap_messages.tell_accepted(swap, actor=actor)
    for row in (shift, in_return):
        if row is not None:
            overtake_swaps(row, actor=actor)
    return swap


@action("oncall.swap_decline", gettext_lazy("declined to take a shift"))
def decline_swap(swap: OnCallSwap, *, actor: Any, reason: str = "", version: int | None = None) -> OnCallSwap:
    """Say no, with words or without. Raises Conflict where it has ended, StaleVersion."""
    swap = _locked(swap)
    require(actor, "oncall.swap_answer", swap)
    _refuse_ended(swap, version)
    swap.declined_reason = said_reason(reason) if reason.strip() else ""
    _end(swap, SwapState.DECLINED)
    record(actor, "oncall.swap_decline", swap, _facts(swap), swap.declined_reason)
    swap_messages.tell_declined(swap, actor=actor)
    return swap


@action("oncall.swap_withdraw", gettext_lazy("withdrew the request about a shift"))
def withdraw_swap(swap: OnCallSwap, *, actor: Any, version: int | None = None) -> OnCallSwap:
    """Ask no longer. Raises Conflict where it has ended, StaleVersion."""
    swap = _locked(swap)
    require(actor, "oncall.swap_withdraw", swap)
    _refuse_ended(swap, version)
    _end(swap, SwapState.WITHDRAWN)
    record(actor, "oncall.swap_withdraw", swap, _facts(swap))
    swap_messages.tell_over(swap, actor=actor)
    return swap


@action("oncall.swap_overtake", gettext_lazy("changed a shift that a request was about"))
def overtake_swap(swap: OnCallSwap, *, actor: Any) -> None:
    """End an open request because one of its shifts was changed otherwise."""
    swap = OnCallSwap.objects.select_for_update(of=("self",)).with_rows().get(pk=swap.pk)
    if swap.state == SwapState.OPEN:
        _end(swap, SwapState.OVERTAKEN)
        record(actor, "oncall.swap_overtake", swap, _facts(swap))
        swap_messages.tell_over(swap, actor=actor)


@step
def overtake_swaps(shift: OnCallShift, *, actor: Any) -> None:
    """End what was asked about a shift that is about to change; its row is locked. Of what lapsed nobody is told."""
    about = OnCallSwap.objects.filter(Q(shift=shift) | Q(in_return=shift))
    _let_lapse(about)
    for swap in about.filter(state=SwapState.OPEN).order_by("pk"):
        overtake_swap(swap, actor=actor)


@step
def lock_rota(team: Team | None) -> None:
    """Make changes of one rota wait for each other, so that the second sees the first."""
    if team is not None:
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _let_lapse(swaps: QuerySet[OnCallSwap]) -> None:
    now = timezone.now()
    swaps.filter(state=SwapState.OPEN, lapses_at__lte=now).update(state=SwapState.LAPSED, ended_at=now)


def _locked_shifts(*shifts: OnCallShift | None) -> list[OnCallShift]:
    """The shifts as they stand, in the order given. Raises Conflict where one is gone."""
    wanted = [shift.pk for shift in shifts if shift]
    rows = OnCallShift.objects.select_related("team", "user", "covers").order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",)).filter(pk__in=wanted)}
    if len(found) < len(set(wanted)):
        raise Conflict(_("This shift is off the rota by now. Look at the rota again."))
    return [found[pk] for pk in wanted]


def _locked(swap: OnCallSwap) -> OnCallSwap:
    """The request as it stands, its rota and shifts locked before it."""
    if swap.shift is not None:
        lock_rota(swap.shift.team)
        wanted = [pk for pk in (swap.shift_id, swap.in_return_id) if pk]
        list(OnCallShift.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    return OnCallSwap.objects.select_for_update(of=("self",)).with_rows().get(pk=swap.pk)


def _refuse_ended(swap: OnCallSwap, version: int | None) -> None:
    refuse_overtaken(swap, version)
    if swap.standing(timezone.now()) != SwapState.OPEN:
        raise Conflict(_("This request has ended. Look at the rota again."))


def _refuse_asked(shift: OnCallShift, asked: User, in_return: OnCallShift | None) -> None:
    errors: dict[str, str] = {}
    if asked.pk == shift.user_id or not candidates(shift).filter(pk=asked.pk).exists():
        errors["asked"] = _("This person cannot be put on this rota. Choose a colleague who can.")
    elif _is_busy(asked, shift, in_return):
        errors["asked"] = _("This person is on call there then already. Choose somebody else.")
    if in_return is None:
        pass
    elif in_return.user_id != asked.pk or in_return.team_id != shift.team_id:
        errors["in_return"] = _("Choose a shift of that colleague for the same queue.")
    elif in_return.starts_at <= timezone.now():
        errors["in_return"] = _("That shift has begun. Choose a coming one.")
    elif not candidates(in_return).filter(pk=shift.user_id).exists():
        errors["in_return"] = _("You cannot be put on that rota. Choose another shift.")
    elif _is_busy(shift.user, in_return, shift):
        errors["in_return"] = _("You are on call there then already. Choose another shift.")
    if errors:
        raise ValueRefused(errors)


def _could_be(shift: OnCallShift, user: User, given: OnCallShift | None) -> bool:
    return candidates(shift).filter(pk=user.pk).exists() and not _is_busy(user, shift, given)


def _is_busy(user: User, shift: OnCallShift, given: OnCallShift | None) -> bool:
    """Is the person on call for the same queue in part of that time, at whatever level, but for what they give?"""
    same = OnCallShift.objects.filter(
        team=shift.team, user=user, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    )
    return same.exclude(pk__in=[row.pk for row in (shift, given) if row]).exists()


def _give(shift: OnCallShift, user: User) -> None:
    shift.covers, shift.user, shift.reason = shift.user, user, ""
    shift.version += 1
    shift.save(update_fields=["covers", "user", "reason", "version"])


def _end(swap: OnCallSwap, state: SwapState) -> None:
    swap.state, swap.ended_at, swap.version = state, timezone.now(), swap.version + 1
    swap.save(update_fields=["state", "ended_at", "declined_reason", "version"])


def _facts(swap: OnCallSwap) -> dict[str, Any]:
    """Who, whom and which shifts, as the trail keeps them."""
    return {
        "asker": swap.asker.username,
        "asked": swap.asked.username,
        "shift": _span(swap.shift),
        "in_return": _span(swap.in_return),
    }


def _span(shift: OnCallShift | None) -> dict[str, Any] | None:
    if shift is None:
        return None
    queue = shift.team.code if shift.team else None
    times = {"from": shift.starts_at.isoformat(), "until": shift.ends_at.isoformat()}
    return {"id": shift.pk, "queue": queue, "level": shift.level, **times}
