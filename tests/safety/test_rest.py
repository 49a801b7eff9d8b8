"""Patient events over REST: few readers, a scope of their own, the guard, and versions."""

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.safety.models import PatientEvent
from tests.api.rest import Rest, problem
from tests.assets.cast import pump
from tests.exporting.files import book_of, csv_of
from tests.safety.cast import noted
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened
from tests.world import World
from tickets.models import Ticket

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


def test_a_ticket_that_became_restricted_to_others_is_named_by_no_page_reply_or_file(world: World) -> None:
    event, reader = noted(world), Rest(world.patient_safety)
    key, address = event.ticket.key, f"/patient-events/{event.pk}/"
    assert key in opened(world.patient_safety, address).page
    assert reader.get(f"patient-events/{event.pk}/").json()["ticket"] == key
    Ticket.objects.update(is_restricted=True, team=world.team("PRIVACY"))
    page = opened(world.patient_safety, address).page
    assert (key in page, "Restricted to others" in page) == (False, True)
    assert reader.get(f"patient-events/{event.pk}/").json()["ticket"] is None
    assert [row["ticket"] for row in reader.get("patient-events/").json()["results"]] == [None]
    assert [row["Ticket"] for row in csv_of(world.patient_safety, "/patient-events/export/")] == [""]


def test_the_events_leave_as_a_file_without_what_was_kept_and_the_trail_counts_them(world: World) -> None:
    event = noted(world, kept={"logs": "Alarm 17 at rate 12"})
    rows = csv_of(world.patient_safety, "/patient-events/export/")
    assert [(row["Event"], row["Tag"], row["Ticket"], row["Done"]) for row in rows] == [
        (event.key, "LR-20417", event.ticket.key, "")
    ]
    assert "Alarm 17" not in str(rows)
    assert book_of(world.patient_safety, "/patient-events/export/").about["Rows"] == "1"
    entry = AuditEntry.objects.filter(verb="list.export").order_by("id").first()
    assert entry is not None
    assert (entry.changes["rows"], entry.changes["restricted"]) == (1, 1)
