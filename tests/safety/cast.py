"""Patient events for tests, made by the action."""

from typing import Any

from django.utils import timezone

from hospital_itsm.safety.actions.patient_events import note_patient_event
from hospital_itsm.safety.models import PatientEvent
from tests.assets.cast import pump
from tests.tickets import desk_cast as cast
from tests.world import World, again


def noted(world: World, **values: Any) -> PatientEvent:
    """An event with a pump of the ICU that a technician of clinical engineering notes."""
    pump(world)
    ticket = cast.report(world, "unsafe", team="HTM-GEN", device_text="LR-20417")
    given = {"actor": again(world.biomed), "became_aware_on": timezone.localdate(), "outcome": "unknown"}
    return note_patient_event(ticket.key, **{**given, **values})
