"""What similar tickets add to the product: a section of the ticket's page and of its preview in the queue."""

from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the list, which a request of its own brings; restricted tickets are not compared."""
    return {"ticket": ticket} if not ticket.is_restricted else None


PANEL: Final = Panel(
    code="similar",
    title=_("Similar"),
    order=50,
    template="similar/_panel.html",
    allowed=lambda user: can(user, "similar.read"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
    panels.register(
        Ticket,
        replace(PANEL, code="similar-preview", title=_("Looks like one problem"), part="preview_section"),
    )
