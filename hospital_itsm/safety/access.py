"""Who notes a device-related patient event, the few who read it (domain 3.5.4), and who gives a stand-in."""

from typing import Any

from hospital_itsm.core.access import can, rule
from hospital_itsm.core.actors import is_system


def sees_patient_events(actor: Any) -> bool:
    """Patient safety and the HTM manager."""
    return is_system(actor) or (actor.is_active and "patient_event.read" in actor.permissions)


@rule("patient_event.read")
def may_read_patient_events(actor: Any, target: Any) -> bool:
    """The same as a verb, for pages."""
    return sees_patient_events(actor)


@rule("patient_event.send")
def may_send_patient_event(actor: Any, target: Any) -> bool:
    """Whoever reads the events closes their clocks."""
    return sees_patient_events(actor)


@rule("patient_event.note")
def may_note_patient_event(actor: Any, ticket: Any) -> bool:
    """Who works the ticket of the device, and the readers of events who see it; noting opens no door to reading."""
    if can(actor, "ticket.work", ticket):
        return True
    return sees_patient_events(actor) and (ticket is None or can(actor, "ticket.read_internal", ticket))


@rule("patient_event.remind")
def may_remind(actor: Any, target: Any) -> bool:
    """The product alone reminds."""
    return False


@rule("stand_in.give")
def may_give_stand_in(actor: Any, ticket: Any) -> bool:
    """Who works the ticket and may lend things out."""
    return can(actor, "ticket.work", ticket) and can(actor, "asset.edit")
