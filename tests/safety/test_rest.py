"""Patient events over REST: few readers, a scope of their own, the guard, and versions."""

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.safety.models import PatientEvent
from tests.api.rest import Rest, problem
from tests.assets.cast import pump
from tests.tickets import desk_cast as cast
from tests.world import World

BODY = {"outcome": "unknown", "became_aware_on": "", "settings": "Rate 12 ml/h"}


def test_an_event_is_noted_read_and_closed(world: World) -> None:
    pump(world)
    ticket = cast.report(world, "unsafe", team="HTM-GEN", device_text="LR-20417")
    today = timezone.localdate().isoformat()
    hands, reader = Rest(world.biomed), Rest(world.patient_safety)
    address = f"tickets/{ticket.key}/actions/note_patient_event/"
    given = {**BODY, "became_aware_on": today}
    problem(hands.post(address, given), 428, "precondition-required")
    problem(hands.post(address, {**given, "owner": "x"}, If_Match="*"), 400, "unknown-input")
    assert not PatientEvent.objects.exists()
    noted = hands.post(address, given, If_Match=f'"{ticket.version}"').json()
    event = PatientEvent.objects.get()
    assert noted == {"event": event.key, "quarantined": False}
    problem(hands.get(f"patient-events/{event.pk}/"), 403, "forbidden")
    read = reader.get(f"patient-events/{event.pk}/")
    assert (read["ETag"], read.json()["kept"]) == ('"1"', {"settings": "Rate 12 ml/h"})
    hands.post(address, {**given, "confirmed_with": "Joan Castellane"}, If_Match="*")
    assert Asset.objects.get().status == "quarantined"
    send = f"patient-events/{event.pk}/actions/send/"
    sent = {"sent_on": today, "note": "FDA 3500A 2026-17"}
    problem(reader.post(send, sent, If_Match='"1"'), 412, "stale-version")
    assert reader.post(send, sent, If_Match='"2"').json()["sent_on"] == today
    problem(reader.post(send, sent, If_Match="*"), 409, "conflict")


def test_what_looks_like_a_patient_is_asked_about_and_not_kept(world: World) -> None:
    pump(world)
    ticket = cast.report(world, "unsafe", team="HTM-GEN", device_text="LR-20417")
    given = {**BODY, "became_aware_on": timezone.localdate().isoformat(), "logs": "MRN 00482913"}
    address = f"tickets/{ticket.key}/actions/note_patient_event/"
    assert Rest(world.biomed).post(address, given, If_Match="*").status_code == 409
    assert not PatientEvent.objects.exists()


def test_a_token_without_the_scope_reads_no_event(world: World) -> None:
    answer = Rest(world.patient_safety, ["tickets:read", "assets:read"]).get("patient-events/")
    assert answer.status_code == 403
