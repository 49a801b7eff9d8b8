"""What similar tickets add: a section of the ticket's page and of its preview, and the head of the queue."""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.following.queries.history import tell_with
from hospital_itsm.similar.models import SimilarGroup
from hospital_itsm.similar.queries.groups import shown_now
from hospital_itsm.similar.wording import heading_of, propose_url
from tickets.models import Ticket
from tickets.queue_parts import HEAD, AskedQueue


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the list, which a request of its own brings; restricted tickets are not compared."""
    return {"ticket": ticket} if not ticket.is_restricted else None


def on_queue(asked: AskedQueue, user: Any) -> Loaded | None:
    """Similar reports that wait for a word, over the open work but not over what was searched: one statement."""
    if asked.view.with_ended or asked.given.get("q"):
        return None
    found = shown_now(user, asked.now)
    return {"groups": [(one, heading_of(one), propose_url(one)) for one in found]} if found else None


PANEL: Final = Panel(
    code="similar",
    title=_("Similar"),
    order=50,
    template="similar/_panel.html",
    allowed=lambda user: can(user, "similar.read"),
    load=on_ticket,
)
ON_QUEUE: Final = Panel(
    code="similar-reports",
    title=_("Similar reports"),
    order=90,
    template="similar/_head.html",
    allowed=lambda user: can(user, "similar.groups"),
    load=on_queue,
    part=HEAD,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
    panels.register(
        Ticket,
        replace(PANEL, code="similar-preview", title=_("Looks like this"), part="preview_section"),
    )
    panels.register(AskedQueue, ON_QUEUE)
    tell_with("similar.similargroup", lambda ticket: SimilarGroup.objects.filter(rows__ticket=ticket))
