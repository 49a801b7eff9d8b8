"""What patient safety adds to the product: an entry of the navigation, the button on a ticket, a kind of message."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation, panels
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.shapes import KEY, MOMENT, NUMBER
from tickets.models import Ticket


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Patient events"),
            url_name="safety:patient_events",
            icon="flag-3",
            order=17,
            allowed=lambda user: access.can(user, "patient_event.read"),
        )
    )
    panels.register(
        Ticket,
        panels.Panel(
            code="patient-event",
            title=_("Patient safety"),
            order=50,
            template="safety/_ticket.html",
            allowed=lambda user: access.can(user, "patient_event.note"),
            load=button_on,
        ),
    )
    kinds.register(
        kinds.Kind(
            "patient_event.noted",
            {"event": KEY, "number": NUMBER, "due": MOMENT},
            _("{event}: a report is due"),
            "safety:patient_event",
            "number",
            lines=(_("It is due by {due}."),),
            icon="flag-3",
        )
    )


def button_on(ticket: Ticket, user: Any) -> dict[str, Any] | None:
    """The button stands on tickets that name their device, for who may note an event on them; no statement."""
    if ticket.asset is None or not access.can(user, "patient_event.note", ticket):
        return None
    return {"ticket": ticket}
