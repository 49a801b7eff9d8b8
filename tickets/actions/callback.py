"""Correcting where one can be reached, by the person whose number it is (ux 5b)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from tickets.actions.protected import keep_protected
from tickets.actions.store import lock, store
from tickets.models import Reporter, Ticket

LONGEST_CALLBACK = 120


@action("ticket.set_callback", gettext_lazy("changed where to reach them"))
def set_callback(key: str, *, actor: Any, callback: str) -> Ticket:
    """Set the actor's own call-back on a ticket they reported or joined, and remember it for the next report.

    The desk calls the first reporter's number, which is the ticket's. Raises Conflict for somebody who is not on the
    ticket, ValueRefused for an empty or too long number.
    """
    ticket = lock(key, actor)
    require(actor, "ticket.reply_as_requester", ticket)
    row = Reporter.objects.filter(ticket=ticket, user=actor).first()
    if row is None:
        raise Conflict(_("You are not on this ticket. Press Same for me first."))
    number = one_line(callback)
    _refuse(number)
    clean = guard(number, channel="web")
    keep_protected(ticket, clean.removed, at=timezone.now())
    number = clean.text[:LONGEST_CALLBACK]
    before, row.callback = row.callback, number
    row.save(update_fields=["callback"])
    actor.last_callback = number
    actor.save(update_fields=["last_callback"])
    if row.is_first:
        ticket.callback = number
    changes = {"callback": [free_text(before), free_text(number)]}
    store(ticket, actor=actor, verb="ticket.set_callback", changes=changes, fields=["callback"])
    return ticket


def _refuse(number: str) -> None:
    if not number:
        raise ValueRefused({"callback": _("Type a phone or an extension.")})
    if len(number) > LONGEST_CALLBACK:
        raise ValueRefused({"callback": _("Shorten it to %(most)d characters.") % {"most": LONGEST_CALLBACK}})
