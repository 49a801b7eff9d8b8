"""The part of the matrix's scene where a device and a ticket meet."""

from django.utils import timezone

from hospital_itsm.safety.actions.patient_events import note_patient_event
from hospital_itsm.safety.models import PatientEvent
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import CareAnswer
from tickets.models import Ticket


def device_ticket(world: World) -> Ticket:
    """A problem with the pump of the ICU, with clinical engineering."""
    return report_problem(
        actor=again(world.requester),
        text="The screen goes black after a minute.",
        care_answer=CareAnswer.SLOWER,
        place=Place(world.icu),
        device_text="LR-20417",
    )


def patient_event(world: World, ticket: Ticket) -> PatientEvent:
    """What clinical engineering noted about the pump."""
    return note_patient_event(
        ticket.key, actor=again(world.biomed), became_aware_on=timezone.localdate(), outcome="unknown"
    )
