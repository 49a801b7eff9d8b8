"""Saying why a promise was missed (domain/2 §2.3, reason code)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from tickets.actions.store import lock, store
from tickets.choices import MissReason
from tickets.models import Miss, Ticket
from tickets.queries.misses import EXPLAINED, explained_clocks, is_missed


@action("ticket.give_reason", gettext_lazy("said why the promise was missed"))
def give_reason(key: str, *, actor: Any, metric: str, reason: str, version: int | None = None) -> Ticket:
    """Give the missed promise of `metric` (`restore` or `fulfil`) a reason of `MissReason`; a second one replaces it.

    The same reason again changes nothing. Raises ValueRefused for an unknown metric or reason, Conflict where the
    promise was not missed or only a change of priority made it late, Forbidden, StaleVersion.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    _refuse_unknown(metric, reason)
    clock = _missed_clock(ticket, metric)
    before = clock.miss_reason
    if reason == before:
        return ticket
    fields = {"reason": reason, "given_by": actor, "given_at": timezone.now()}
    Miss.objects.update_or_create(clock=clock, defaults=fields)
    changes = {f"miss_{metric}": [before or None, reason]}
    store(ticket, actor=actor, verb="ticket.give_reason", changes=changes)
    return ticket


def _refuse_unknown(metric: str, reason: str) -> None:
    if metric not in EXPLAINED:
        raise ValueRefused({"metric": _("Choose restore or fulfil.")})
    if reason not in MissReason.values:
        raise ValueRefused({"reason": _("Choose one of the listed reasons.")})


def _missed_clock(ticket: Ticket, metric: str) -> Any:
    clock = explained_clocks(ticket).get(metric)
    if clock is None or not is_missed(clock):
        raise Conflict(_("This promise was not missed, so there is nothing to explain."))
    if clock.breach_by_reprioritisation:
        raise Conflict(_("A change of priority made this late. That is reported apart and needs no reason."))
    return clock
