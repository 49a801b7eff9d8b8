"""Who may see and do what with the work of vendors."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system


@rule("remote_session.read")
def may_read_sessions(actor: Any, target: Any) -> bool:
    """Whoever works at the desk and reads vendors."""
    return {"vendor.read", "queue.view"} <= actor.permissions


@rule("remote_session.ask")
def may_ask_for_sessions(actor: Any, target: Any) -> bool:
    """Those who work tickets and those who manage vendors ask for sessions, open and end them."""
    return may_read_sessions(actor, None) and bool(actor.permissions & {"ticket.work", "vendor.manage"})


@rule("remote_session.approve")
def may_approve_sessions(actor: Any, session: Any) -> bool:
    """IT and HTM managers, duty managers and security approve; never what they asked for themselves."""
    if "remote_access.approve" not in actor.permissions:
        return False
    return session is None or session.asked_by_id != actor.pk


@rule("remote_session.withdraw")
def may_withdraw_sessions(actor: Any, session: Any) -> bool:
    """Who asked takes the request back."""
    return may_ask_for_sessions(actor, None) and (session is None or session.asked_by_id == actor.pk)


@rule("remote_session.end")
def may_end_sessions(actor: Any, session: Any) -> bool:
    """Whoever may open or approve one may end any: an open door is closed by who sees it."""
    return may_ask_for_sessions(actor, None) or "remote_access.approve" in actor.permissions


@rule("remote_session.watch")
def may_watch(actor: Any, target: Any) -> bool:
    """The product alone watches."""
    return False


@rule("vendor_case.read")
def may_read_cases(actor: Any, target: Any) -> bool:
    """Whoever works at the desk and reads vendors."""
    return may_read_sessions(actor, target)


@rule("vendor_case.write")
def may_write_cases(actor: Any, target: Any) -> bool:
    """Those who work tickets and those who manage vendors."""
    return may_ask_for_sessions(actor, target)


def visible_cases(actor: Any) -> Q:
    """The condition that a case is visible to the actor: who does not see one of its tickets does not see it."""
    from hospital_itsm.vendor_work.models import CaseTicket
    from tickets.models import Ticket

    if is_system(actor):
        return Q()
    if not actor.is_active or not may_read_cases(actor, None):
        return Q(pk__in=[])
    hidden = CaseTicket.objects.filter(case=OuterRef("pk"))
    return ~Q(Exists(hidden.exclude(ticket__in=Ticket.objects.on_desk(actor).values("pk"))))


def visible_sessions(actor: Any) -> Q:
    """The condition that a session is visible to the actor: one for a ticket they do not see is not."""
    from tickets.models import Ticket

    if is_system(actor):
        return Q()
    if not actor.is_active or not may_read_sessions(actor, None):
        return Q(pk__in=[])
    return Q(ticket__isnull=True) | Q(ticket__in=Ticket.objects.on_desk(actor).values("pk"))
