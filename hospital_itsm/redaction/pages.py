"""What redaction adds to the page of a ticket."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the page, for those who remove or hold: no statement."""
    return {"ticket": ticket} if can(user, "redaction.make", ticket) else None


PANEL: Final = Panel(
    code="redaction",
    title=_("What must not stand here"),
    order=95,
    template="redaction/_panel.html",
    allowed=lambda user: can(user, "redaction.make"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
