"""What links add to the page of a ticket."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the links of a ticket, which a request of its own brings: no statement."""
    return {"ticket": ticket, "may_keep": can(user, "ticket_link.keep", ticket)}


PANEL: Final = Panel(
    code="links",
    title=_("Linked tickets"),
    order=7,
    template="links/_panel.html",
    allowed=lambda user: can(user, "ticket_link.read"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
