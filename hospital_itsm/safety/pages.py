"""What patient safety adds to the product: an entry of the navigation, the button on a ticket, a kind of message."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation, panels
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT, NUMBER
from hospital_itsm.safety.queries.stand_ins import stand_ins_of
from tickets.models import Ticket


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Patient events"),
            url_name="safety:patient_events",
            icon="activity-heartbeat",
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
    panels.register(
        Ticket,
        panels.Panel(
            code="stand-ins",
            title=_("Given in its place"),
            order=60,
            template="safety/_stand_ins.html",
            allowed=lambda user: True,
            load=stand_ins_on,
            part="device",
        ),
    )
    _register_kinds()


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            "patient_event.due",
            {"event": KEY, "number": NUMBER, "step": LABEL, "due": MOMENT},
            _("{event}: its report is {step}"),
            "safety:patient_event",
            "number",
            lines=(_("The last work day for it: {due}."),),
            icon="alert-triangle",
        )
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


def stand_ins_on(ticket: Ticket, user: Any) -> dict[str, Any] | None:
    """What was given in place of the device, and the button that gives one; one statement."""
    given = list(stand_ins_of(ticket)[:10])
    may_give = (
        ticket.is_open and ticket.care_area_id is not None and access.can(user, "stand_in.give", ticket)
    )
    if not given and not may_give:
        return None
    return {
        "ticket": ticket,
        "given": given,
        "may_give": may_give,
        "may_lend": access.can(user, "asset.edit"),
    }
