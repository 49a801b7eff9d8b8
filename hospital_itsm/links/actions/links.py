"""Making and removing links."""

from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.links.models import TicketLink
from hospital_itsm.links.queries.links import links_of, next_by
from hospital_itsm.links.rules.relations import ONE_WAY, STORED, ends, leads_back
from tickets.actions.store import feed, lock
from tickets.models import Ticket

MADE: Final = "ticket_link.make"
REMOVED: Final = "ticket_link.remove"
LOCK: Final = 0x4C494E4B
"""Held while a one-way link is checked and stored: three people at three tickets close no circle together."""


@action(MADE, gettext_lazy("linked it with another ticket"))
def make_link(key: str, *, actor: Any, relation: str, other: str) -> TicketLink:
    """Say what ticket `key` is to `other`; the same again changes nothing.

    Raises Ticket.DoesNotExist, Forbidden, ValueRefused for an `other` that is the same, is not seen, or would close a
    circle.
    """
    ticket = lock(key, actor)
    require(actor, "ticket_link.keep", ticket)
    if relation not in STORED:
        raise ValueRefused({"relation": _("Choose one of the listed values.")})
    found = Ticket.objects.on_desk(actor).filter(key=other.strip().upper()[:20]).first()
    if found is None:
        raise ValueRefused(
            {"other": _("There is no such ticket that you see. Write its number, such as INC-20418.")}
        )
    if found.pk == ticket.pk:
        raise ValueRefused({"other": _("Choose another ticket than this one.")})
    kind, source, target = ends(relation, ticket.pk, found.pk)
    known = TicketLink.objects.filter(
        kind=kind, source=source, target=target, removed_at__isnull=True
    ).first()
    if known is not None:
        return known
    link = store_link(kind, source, target, actor=actor, at=timezone.now())
    if link is None:
        raise ValueRefused(
            {"other": _("This would lead in a circle: %(key)s leads back here already.") % {"key": found.key}}
        )
    tell_both(link, (ticket, found), actor, MADE)
    return link


@action(REMOVED, gettext_lazy("removed a link with another ticket"))
def remove_link(key: str, pk: int, *, actor: Any) -> None:
    """Undo a link of the ticket. Raises Ticket.DoesNotExist, Forbidden, TicketLink.DoesNotExist for one not seen."""
    ticket = lock(key, actor)
    require(actor, "ticket_link.keep", ticket)
    link = links_of(ticket, actor).select_for_update(of=("self",)).get(pk=pk)
    end_link(link, timezone.now())
    tell_both(link, (link.source, link.target), actor, REMOVED)


@step
def store_link(
    kind: str, source: int, target: int, *, actor: Any, at: datetime, carried_from: TicketLink | None = None
) -> TicketLink | None:
    """Store a link, or None where it would close a circle."""
    if kind in ONE_WAY:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if leads_back(source, target, next_by(kind)):
            return None
    return TicketLink.objects.create(
        kind=kind,
        source_id=source,
        target_id=target,
        made_at=at,
        made_by=person(actor),
        carried_from=carried_from,
    )


@step
def end_link(link: TicketLink, at: datetime) -> None:
    """It holds no more."""
    link.removed_at = at
    link.save(update_fields=["removed_at"])


@step
def tell_both(link: TicketLink, tickets: tuple[Ticket, Ticket], actor: Any, verb: str) -> None:
    """An entry at each end that names the kind and the link, never the other ticket: not everybody sees both."""
    for ticket in tickets:
        record(actor, verb, ticket, {"link": link.pk, "kind": str(link.kind)})
        feed(ticket, verb)
