"""What macros add to the product: a section of the ticket's page, and an entry of the settings."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting
from tickets.choices import State
from tickets.models import Ticket


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The place where the macros of this person are drawn: read by a request of its own, so no statement here."""
    if ticket.state == State.MERGED or not can(user, "ticket.work", ticket):
        return None
    return {"ticket": ticket}


PANEL: Final = Panel(
    code="macros",
    title=_("Macros"),
    order=5,
    template="macros/_panel.html",
    allowed=lambda user: can(user, "macro.use"),
    load=on_ticket,
)


def register() -> None:
    """Called once when the app is ready."""
    panels.register(Ticket, PANEL)
    register_setting(
        Setting(
            _("Macros"),
            "macros:macros",
            _("Named outcomes and ready words for agents."),
            _("canned reply template text snippet automation bulk"),
            "bolt",
            46,
        )
    )
