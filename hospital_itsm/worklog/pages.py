"""What time on tickets adds to the product: a section of the ticket's page."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the time of a ticket; the sum stands there, because this page reads as many tables as it may."""
    return {"ticket": ticket, "may_write": can(user, "work_entry.write", ticket)}


PANEL: Final = Panel(
    code="worklog",
    title=_("Time and phone calls"),
    order=6,
    template="worklog/_panel.html",
    allowed=lambda user: can(user, "work_entry.read"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
