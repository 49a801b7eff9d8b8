"""Correcting what a ticket says about itself: the fields a person may set, one list for page and REST."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from tickets.actions.priority import recompute
from tickets.actions.protected import keep_protected
from tickets.actions.search_words import refresh
from tickets.actions.store import changed_fields, lock, store
from tickets.models import Ticket

TEXTS = ("title", "room", "device_text", "callback")
LINKS = ("category", "service", "care_area")
SETTABLE = (*TEXTS, *LINKS)


@action("ticket.set_fields", gettext_lazy("changed the details"))
def set_fields(
    key: str,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    phi_decision: str = "",
) -> Ticket:
    """Set fields of `SETTABLE`: texts, and category, service and care_area as rows (None empties the first two).

    Place and service weigh on the priority, which is computed again. Raises ValueRefused for other fields, an
    empty or too long text, a ticket left without a place.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.correct", ticket)
    _refuse(ticket, fields)
    at = timezone.now()
    clean = guard_fields({name: str(fields[name]).strip() for name in TEXTS if name in fields}, phi_decision)
    if clean.removed:
        keep_protected(ticket, clean.removed, at=at)
    before = {name: getattr(ticket, name) for name in clean.texts}
    texts = changed_fields(ticket, **clean.texts)
    changes = {name: [free_text(before[name]), free_text(clean.texts[name])] for name in texts}
    links = changed_fields(ticket, **{name: fields[name] for name in LINKS if name in fields})
    if not texts and not links:
        return ticket
    ticket.save(update_fields=[*texts, *links])
    changes |= links
    if links:
        changes |= recompute(ticket, actor=actor, at=at).changes
    refresh(ticket)
    store(ticket, actor=actor, verb="ticket.set_fields", changes=changes | clean.trail())
    return ticket


def _refuse(ticket: Ticket, fields: Mapping[str, Any]) -> None:
    errors = {
        name: _("This field cannot be set here. Leave it out.") for name in fields if name not in SETTABLE
    }
    for name in TEXTS:
        longest = getattr(Ticket._meta.get_field(name), "max_length", 0)
        if name in fields and len(str(fields[name]).strip()) > longest:
            errors[name] = _("Shorten it to %(most)d characters.") % {"most": longest}
    if "title" in fields and not str(fields["title"]).strip():
        errors["title"] = _("Say in a few words what is wrong.")
    if "care_area" in fields and fields["care_area"] is None:
        errors["care_area"] = _("Choose the unit where the problem is.")
    if errors:
        raise ValueRefused(errors)
