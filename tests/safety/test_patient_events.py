"""Device-related patient events: patient first, the device kept as it is, a clock of its own, and few readers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from assets.models import Asset, StatusChange
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.safety.actions.patient_events import note_patient_event, send_report
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import kept_words
from hospital_itsm.safety.rules.work_days import nth_work_day, report_due
from tests.assets.cast import pump
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.models import Ticket

WORDS = "Rate 12 ml/h, alarm limit 40, drug library 7"


@pytest.mark.parametrize(
    ("aware", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 17)),  # over Veterans Day
        (date(2026, 11, 20), date(2026, 12, 7)),  # over Thanksgiving
        (date(2026, 11, 21), date(2026, 12, 7)),  # a Saturday counts like the Friday before it
        (date(2026, 12, 18), date(2027, 1, 5)),  # over Christmas and New Year
        (date(2026, 6, 18), date(2026, 7, 6)),  # over Juneteenth and Independence Day, kept on Friday
        (date(2026, 3, 2), date(2026, 3, 16)),
    ],
)
def test_a_report_is_due_ten_work_days_after_the_first_knew(aware: date, due: date) -> None:
    assert report_due(aware) == due


def test_no_holiday_makes_two_weeks_of_ten_work_days() -> None:
    assert nth_work_day(date(2026, 3, 2), 10, frozenset()) == date(2026, 3, 16)


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A pump of the ICU that fails, with clinical engineering."""
    pump(world)
    return cast.report(world, "unsafe", team="HTM-GEN", device_text="LR-20417")


def note(world: World, ticket: Ticket, **values: Any) -> PatientEvent:
    """A technician of clinical engineering notes the event."""
    given = {"actor": again(world.biomed), "became_aware_on": timezone.localdate(), "outcome": "unknown"}
    return note_patient_event(ticket.key, **{**given, **values})


def status(tag: str = "LR-20417") -> str:
    """How the device stands."""
    return Asset.objects.get(tag=tag).status


def test_the_device_stays_with_the_patient_until_another_one_is_confirmed(
    world: World, ticket: Ticket
) -> None:
    event = note(world, ticket)
    assert (event.replaced_at, status()) == (None, "in_service")
    event = note(world, ticket, confirmed_with="Joan Castellane")
    assert (event.confirmed_with, status()) == ("Joan Castellane", "quarantined")
    change = StatusChange.objects.get(verb="quarantine")
    assert (change.reason, change.by) == (event.key, world.biomed)


def test_patient_safety_quarantines_too_though_it_edits_no_devices(world: World, ticket: Ticket) -> None:
    note(world, ticket, actor=again(world.patient_safety), confirmed_with="Joan Castellane")
    assert status() == "quarantined"


def test_a_device_that_is_held_already_stays_so(world: World, ticket: Ticket) -> None:
    Asset.objects.update(status="quarantined")
    note(world, ticket, confirmed_with="Joan Castellane")
    assert not StatusChange.objects.filter(verb="quarantine").exists()


def test_pressing_again_adds_and_never_loses(world: World, ticket: Ticket) -> None:
    today = timezone.localdate()
    note(world, ticket, kept={"settings": WORDS})
    event = note(
        world,
        ticket,
        kept={"settings": "VTBI 50", "logs": "Air in line"},
        became_aware_on=today - timedelta(days=3),
    )
    note(world, ticket)
    event = PatientEvent.objects.get(pk=event.pk)
    assert kept_words(event) == {"settings": f"{WORDS}\nVTBI 50", "logs": "Air in line"}
    assert event.became_aware_on == today - timedelta(days=3)
    assert event.due_on == report_due(event.became_aware_on)
    assert PatientEvent.objects.count() == 1


def test_what_was_kept_is_sealed_and_outside_the_trail(world: World, ticket: Ticket) -> None:
    event = note(world, ticket, kept={"settings": f"{WORDS}, MRN 00482913"})
    assert WORDS.encode() not in bytes(event.sealed)
    assert "00482913" not in kept_words(event)["settings"]
    entry = AuditEntry.objects.get(verb="patient_event.note")
    assert entry.target_label == event.key
    assert WORDS not in str(entry.changes)


def test_readers_are_told_the_number_alone(world: World, ticket: Ticket) -> None:
    event = note(world, ticket, outcome="death", kept={"settings": WORDS})
    rows = OutboxMessage.objects.filter(kind="patient_event.noted", channel="in_app")
    assert sorted(row.recipient.username for row in rows) == ["ellen.fairweather", "ingrid.moss"]
    assert {frozenset(row.payload) for row in rows} == {frozenset({"event", "number", "due"})}
    assert rows[0].payload["event"] == event.key


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"became_aware_on": date(2050, 1, 1)}, "became_aware_on"),
        ({"became_aware_on": date(2000, 1, 1)}, "became_aware_on"),
        ({"outcome": "fine"}, "outcome"),
        ({"kept": {"logs": "x" * 2001}}, "logs"),
        ({"confirmed_with": "x" * 121}, "confirmed_with"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    world: World, ticket: Ticket, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refusal:
        note(world, ticket, **values)
    assert set(refusal.value.errors) == {field}
    assert not PatientEvent.objects.exists()


def test_a_ticket_without_a_device_has_no_patient_event(world: World) -> None:
    ticket = cast.report(world, team="HTM-GEN")
    with pytest.raises(Conflict):
        note(world, ticket)


def test_who_does_not_work_the_ticket_notes_nothing(world: World, ticket: Ticket) -> None:
    with pytest.raises(Forbidden):
        note(world, ticket, actor=again(world.network_engineer))
    assert not PatientEvent.objects.exists()


def test_the_clock_ends_with_the_report(world: World, ticket: Ticket) -> None:
    event = note(world, ticket)
    today = timezone.localdate()
    done = send_report(event.pk, actor=again(world.patient_safety), sent_on=today, note="FDA 3500A 2026-17")
    assert (done.sent_on, done.sent_note) == (today, "FDA 3500A 2026-17")
    with pytest.raises(Conflict):
        send_report(event.pk, actor=again(world.htm_manager), sent_on=today, note="Again")


@pytest.mark.parametrize(("days", "note_words"), [(1, "FDA"), (-1, "FDA"), (0, " ")])
def test_an_end_that_cannot_be_is_refused(world: World, ticket: Ticket, days: int, note_words: str) -> None:
    event = note(world, ticket)
    with pytest.raises(ValueRefused):
        send_report(
            event.pk,
            actor=again(world.patient_safety),
            sent_on=timezone.localdate() + timedelta(days=days),
            note=note_words,
        )
    assert PatientEvent.objects.get().sent_on is None


def test_who_noted_it_cannot_read_it(world: World, ticket: Ticket) -> None:
    event = note(world, ticket, kept={"settings": WORDS})
    path = f"/patient-events/{event.pk}/"
    statuses = {
        who: opened(getattr(world, who), path).status for who in ("biomed", "it_manager", "auditor", "cio")
    }
    assert set(statuses.values()) == {404}
    assert WORDS in opened(world.patient_safety, path).words
    page = opened(world.biomed, f"/t/{ticket.key}/").words
    assert event.key not in page
    assert WORDS not in page


def test_the_button_is_a_form_that_begins_with_the_patient(world: World, ticket: Ticket) -> None:
    path = f"/t/{ticket.key}/patient-event/"
    form = opened(world.biomed, path)
    assert form.words.index("Another device is on the patient") < form.words.index("Settings and readings")
    today = f"{timezone.localdate():%Y-%m-%d}"
    answer = sent(world.biomed, path, outcome="unknown", became_aware_on=today, settings=WORDS)
    assert (answer.status, answer.location) == (302, f"/t/{ticket.key}/")
    wrong = sent(world.biomed, path, outcome="unknown", became_aware_on="", logs="Air in line")
    assert wrong.status == 422
    assert "Air in line" in wrong.page


def test_the_list_shows_what_is_owed_and_its_page_closes_it(world: World, ticket: Ticket) -> None:
    event = note(world, ticket)
    PatientEvent.objects.update(
        became_aware_on=timezone.localdate() - timedelta(days=40),
        due_on=timezone.localdate() - timedelta(days=20),
    )
    listed = opened(world.patient_safety, "/patient-events/").words
    assert event.key in listed
    assert "late" in listed
    today = f"{timezone.localdate():%Y-%m-%d}"
    answer = sent(
        world.patient_safety, f"/patient-events/{event.pk}/", sent_on=today, note="FDA 3500A 2026-17"
    )
    assert answer.status == 302
    assert "No report is due" in opened(world.patient_safety, "/patient-events/").words


def test_what_was_typed_survives_somebody_faster(world: World, ticket: Ticket) -> None:
    event = note(world, ticket)
    note(world, ticket, outcome="death")
    typed = {"sent_on": timezone.localdate(), "note": "MedWatch 3500A-77", "version": event.version}
    answer = sent(world.patient_safety, f"/patient-events/{event.pk}/", **typed)
    assert (answer.status, "MedWatch 3500A-77" in answer.page) == (409, True)
    event.refresh_from_db()
    assert (event.sent_on, f'name="version" value="{event.version}"' in answer.page) == (None, True)
    again_ = sent(world.patient_safety, f"/patient-events/{event.pk}/", **{**typed, "version": event.version})
    assert again_.status == 302
    late = sent(world.htm_manager, f"/patient-events/{event.pk}/", **{**typed, "note": "Too late"})
    assert (late.status, "Too late" in late.page) == (409, True)
