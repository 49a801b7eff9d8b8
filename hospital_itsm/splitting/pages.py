"""What splits add to the page of a ticket."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the splits of a ticket, which a request of its own brings: no statement."""
    return {"ticket": ticket, "may_make": ticket.is_open and can(user, "ticket_split.make", ticket)}


PANEL: Final = Panel(
    code="splits",
    title=_("Two problems in one"),
    order=8,
    template="splitting/_panel.html",
    allowed=lambda user: can(user, "ticket_split.read"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
