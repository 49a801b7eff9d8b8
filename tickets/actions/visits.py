"""On my way, here, leaving: what a technician presses on the phone, and what stops the on-site clock."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from tickets.actions.clocks import apply_effects
from tickets.actions.store import lock, store
from tickets.actions.tell_people import tell_reporters
from tickets.actions.transitions import take_step
from tickets.choices import VisitState
from tickets.models import Ticket, Visit
from tickets.rules.lifecycle import LIFECYCLE


@action("ticket.set_out", gettext_lazy("is on the way"))
def set_out(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Say that one goes there: the visit's clock starts unless it runs, and the reporters are told.

    Raises Conflict for a ticket that is over or where one is on the way already, Forbidden, StaleVersion.
    """
    ticket = _open_ticket(key, actor, version)
    if _visit_of(ticket, actor) is not None:
        raise Conflict(_("You are on the way to %(key)s already.") % {"key": key})
    at = timezone.now()
    Visit.objects.create(ticket=ticket, by=actor, set_out_at=at)
    apply_effects(ticket, ["visit"], at, actor)
    store(ticket, actor=actor, verb="ticket.set_out", changes={"visit": [None, VisitState.ON_THE_WAY]})
    tell_reporters(ticket, actor=actor, kind="ticket.on_the_way")
    return ticket


@action("ticket.arrive", gettext_lazy("is there"))
def arrive(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Say that one is there: the visit's promise is kept, and work that nobody began begins.

    Without having set out it counts as a visit from now. Raises Conflict for a ticket that is over or where one is
    there already, Forbidden, StaleVersion.
    """
    ticket = _open_ticket(key, actor, version)
    at = timezone.now()
    visit = _visit_of(ticket, actor) or Visit(ticket=ticket, by=actor, set_out_at=at)
    if visit.arrived_at is not None:
        raise Conflict(_("You are at %(key)s already. Press Leaving when you go.") % {"key": key})
    before, visit.arrived_at = (visit.state if visit.pk else None), at
    visit.save()
    if LIFECYCLE.find("start", ticket.state, ticket.kind) is not None:
        take_step(ticket, "start", actor=actor, at=at)
    apply_effects(ticket, ["stop:onsite"], at, actor)
    store(ticket, actor=actor, verb="ticket.arrive", changes={"visit": [before, VisitState.HERE]})
    return ticket


@action("ticket.leave", gettext_lazy("left again"))
def leave(key: str, *, actor: Any, version: int | None = None) -> Ticket:
    """Say that one goes again, done or not, and also when one turns back. Raises Conflict without a visit."""
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    visit = _visit_of(ticket, actor)
    if visit is None:
        raise Conflict(_("You are not on the way to %(key)s.") % {"key": key})
    before, visit.left_at = visit.state, timezone.now()
    visit.save(update_fields=["left_at"])
    store(ticket, actor=actor, verb="ticket.leave", changes={"visit": [before, VisitState.LEFT]})
    return ticket


@step
def _open_ticket(key: str, actor: Any, version: int | None) -> Ticket:
    ticket = lock(key, actor, version)
    require(actor, "ticket.work", ticket)
    if not ticket.is_open:
        raise Conflict(_("%(key)s is over. Open it again first.") % {"key": key})
    return ticket


def _visit_of(ticket: Ticket, actor: Any) -> Visit | None:
    return Visit.objects.filter(ticket=ticket, by=actor, left_at__isnull=True).first()
