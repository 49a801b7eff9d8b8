"""Reporting a problem: what is stored, where it goes, whom it reaches, and what stays out of trail and messages."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres.search import SearchQuery

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, PhiSuspected, ValueRefused
from hospital_itsm.jobs.idempotency import KeyReused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import OnCallShift
from tests.world import World, again
from tickets.actions.drafts import save_draft
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.actions.working import set_team
from tickets.choices import Kind, MessageKind, Source
from tickets.models import Clock, Draft, ExternalRef, Message, Page, ProtectedReference, Reporter, Ticket
from tickets.queries.drafts import read_draft
from tickets.rules.facts import FiveAnswers

SCANNER = "The wristband scanner on cart 6 does not read since lunch. The one next door works."


def send(world: World, **values: Any) -> Ticket:
    """A report of the ICU nurse, with the values that matter to the test."""
    given: dict[str, Any] = {
        "actor": again(world.requester),
        "text": SCANNER,
        "care_answer": "slower",
        "place": Place(world.icu),
        "callback": "4503",
    }
    return report_problem(**{**given, **values})


def test_a_report_becomes_a_ticket_with_the_first_sentence_as_its_title(world: World) -> None:
    ticket = send(world)
    assert ticket.key.startswith("INC-")
    assert ticket.title == "The wristband scanner on cart 6 does not read since lunch"
    assert (ticket.state, ticket.version, ticket.requester) == ("new", 1, world.requester)
    assert (ticket.care_area, ticket.callback) == (world.icu, "4503")
    message = Message.objects.get(ticket=ticket)
    assert (message.kind, message.body, message.author) == (MessageKind.REPORT, SCANNER, world.requester)


def test_the_reporter_is_the_first_on_the_ticket(world: World) -> None:
    ticket = send(world)
    row = Reporter.objects.get(ticket=ticket)
    assert (row.user, row.is_first, row.care_area, row.care_answer) == (
        world.requester,
        True,
        world.icu,
        "slower",
    )


def test_the_words_choose_category_and_team(world: World) -> None:
    ticket = send(world)
    assert (ticket.category, ticket.team) == (world.category("euc.cart"), world.team("EUC"))


def test_the_medical_device_tile_goes_to_clinical_engineering(world: World) -> None:
    ticket = send(world, text="The monitor in bay 4 shows nothing at all.", topic="device")
    assert ticket.team is not None
    assert ticket.team.code.startswith("HTM")


def test_slower_in_an_icu_is_priority_3_with_a_readable_trace(world: World) -> None:
    ticket = send(world)
    assert (ticket.impact, ticket.urgency, ticket.priority) == (4, 3, 3)
    assert [step["rule"] for step in ticket.priority_trace] == [
        "reach",
        "form",
        "matrix",
        "care_area",
        "form",
    ]


def test_clocks_start_with_the_report(world: World) -> None:
    ticket = send(world)
    started = Clock.objects.filter(ticket=ticket, stopped_at__isnull=True)
    assert {"response", "restore"} <= set(started.values_list("metric", flat=True))
    assert {clock.started_at for clock in started} == {ticket.opened_at}


def test_delayed_or_unsafe_pages_the_primary_and_the_house_supervisor_once(world: World) -> None:
    ticket = send(world, care_answer="unsafe")
    assert ticket.priority == 2
    paged = [page.recipient for page in Page.objects.filter(ticket=ticket).order_by("recipient__username")]
    assert paged == [world.house_supervisor, world.technician]
    told = OutboxMessage.objects.filter(kind="page.sent", recipient=world.technician)
    assert sorted(told.values_list("channel", flat=True)) == ["in_app", "page_mail"]


def test_someone_may_be_harmed_is_priority_1(world: World) -> None:
    ticket = send(world, care_answer="unsafe", someone_harmed=True)
    assert (ticket.priority, ticket.is_patient_safety) == (1, True)
    assert Page.objects.filter(ticket=ticket, recipient=world.house_supervisor).exists()


def test_work_stopped_in_a_support_area_pages_nobody(world: World) -> None:
    ticket = send(world, actor=again(world.clerk), care_answer="unsafe", place=Place(world.area("HIM")))
    assert ticket.urgency == 2
    assert not Page.objects.exists()
    assert not OutboxMessage.objects.filter(kind="page.sent").exists()


def test_without_a_rota_nobody_is_said_to_be_paged(world: World) -> None:
    OnCallShift.objects.all().delete()
    world.team("EUC").__class__.objects.update(manager=None, lead=None)
    ticket = send(world, care_answer="unsafe", place=Place(world.area("MS5")))
    assert not Page.objects.filter(ticket=ticket, audience="house_supervisor_if_care").exists()


def test_the_team_is_told_by_number_and_label_only(world: World) -> None:
    ticket = send(world)
    told = OutboxMessage.objects.filter(kind="ticket.routed")
    assert world.technician.pk in told.values_list("recipient_id", flat=True)
    assert told[0].payload == {
        "ticket": ticket.key,
        "team": "End-user computing",
        "priority": 3,
        "area": world.icu.name,
    }


def test_no_word_of_the_report_reaches_trail_or_outbox(world: World) -> None:
    text = "Quokka display flickers violently. MRN 00482913 is shown twice."
    send(world, text=text, care_answer="unsafe", device_text="wombat-17", callback="ask for Zephyrine")
    kept = json.dumps(
        [list(OutboxMessage.objects.values_list("payload", flat=True))]
        + [list(AuditEntry.objects.values_list("changes", "reason", "target_label"))]
    )
    for word in ("Quokka", "flickers", "00482913", "wombat", "Zephyrine"):
        assert word not in kept


def test_unanswered_patient_data_is_masked_and_kept_sealed(world: World) -> None:
    ticket = send(world, text="Scanner dead. Tried it on MRN 00482913 and the one next door.")
    body = Message.objects.get(ticket=ticket).body
    assert body == "Scanner dead. Tried it on [record number hidden] and the one next door."
    assert ticket.phi_decision == "masked"
    sealed = bytes(ProtectedReference.objects.get(ticket=ticket).sealed)
    assert b"00482913" not in sealed


def test_removed_patient_data_is_kept_nowhere(world: World) -> None:
    ticket = send(world, text="Scanner dead. Tried it on MRN 00482913.", phi_decision="removed")
    assert not ProtectedReference.objects.filter(ticket=ticket).exists()
    assert "00482913" not in Message.objects.get(ticket=ticket).body


def test_what_is_said_not_to_be_patient_data_stays_and_is_logged(world: World) -> None:
    ticket = send(world, text="Scanner dead. Tried it on MRN 00482913.", phi_decision="not_phi")
    assert "00482913" in Message.objects.get(ticket=ticket).body
    entry = AuditEntry.objects.get(verb="ticket.report", target_id=str(ticket.pk))
    assert entry.changes["phi"] == ["not_phi", "record_number"]


def test_a_name_in_the_device_field_is_guarded_too(world: World) -> None:
    ticket = send(world, device_text="Scanner of MRN 00482913")
    assert ticket.device_text == "Scanner of [record number hidden]"


def test_rest_refuses_likely_patient_data_until_somebody_decides(world: World) -> None:
    text = "Result for MRN 00482913 is not visible in the clinic."
    with pytest.raises(PhiSuspected) as refused:
        send(world, text=text, source=Source.API)
    assert refused.value.findings == [{"field": "text", "type": "record_number", "start": 11, "end": 23}]
    assert not Ticket.objects.exists()
    assert send(world, text=text, source=Source.API, phi_decision="moved").phi_decision == "moved"


def test_a_double_press_makes_one_ticket(world: World) -> None:
    first = send(world, care_answer="unsafe", idempotency_key="k-1")
    again_ = send(world, care_answer="unsafe", idempotency_key="k-1")
    assert first.pk == again_.pk
    assert Ticket.objects.count() == 1
    assert Reporter.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(world: World) -> None:
    send(world, idempotency_key="k-1")
    with pytest.raises(KeyReused):
        send(world, idempotency_key="k-1", text="Another thing entirely is broken.")
    assert Ticket.objects.count() == 1


def test_the_callback_is_remembered_and_the_draft_forgotten(world: World) -> None:
    actor = again(world.requester)
    save_draft(actor=actor, scope="report", fields={"text": "The wristband"})
    send(world, actor=actor)
    assert again(world.requester).last_callback == "4503"
    assert not Draft.objects.exists()
    assert read_draft(actor, "report") == {}


def test_all_faults_are_named_at_once_and_nothing_is_stored(world: World) -> None:
    with pytest.raises(ValueRefused) as refused:
        send(world, text="help", care_answer="", place=Place(), topic="spaceship", device_text="x" * 81)
    assert set(refused.value.errors) == {"text", "care_answer", "care_area", "topic", "device_text"}
    assert not Ticket.objects.exists()
    assert not AuditEntry.objects.filter(verb="ticket.report").exists()


def test_a_vendor_guest_may_not_report(world: World) -> None:
    with pytest.raises(Forbidden):
        send(world, actor=again(world.vendor_guest))
    assert not Ticket.objects.exists()


def test_place_comes_from_the_workstation_and_not_from_the_personnel_record(world: World) -> None:
    ticket = send(world, actor=again(world.elsewhere), place=Place(workstation=world.workstation))
    assert (ticket.care_area, ticket.room) == (world.icu, "Bay 4")


def test_five_answers_of_phone_intake_decide_alone(world: World) -> None:
    answers = FiveAnswers(False, True, "no", "one", "now")
    ticket = send(
        world,
        actor=again(world.agent),
        care_answer="",
        answers=answers,
        requester=world.requester,
        source=Source.PHONE,
    )
    assert (ticket.urgency, ticket.requester) == (1, world.requester)
    entry = AuditEntry.objects.get(verb="ticket.report")
    assert (entry.actor_label, entry.on_behalf_of) == (str(world.agent), world.requester.username)
    told = OutboxMessage.objects.filter(kind="ticket.received")
    assert set(told.values_list("recipient", "channel")) == {
        (world.requester.pk, "in_app"),
        (world.requester.pk, "email"),
    }


def test_malware_makes_a_restricted_security_incident_of_priority_1(world: World) -> None:
    ticket = send(world, text="The station shows a ransom message.", flags=("malware",))
    assert ticket.key.startswith("SEC-")
    assert (ticket.kind, ticket.is_restricted, ticket.priority) == (Kind.SECURITY, True, 1)
    outsiders = Ticket.objects.visible_to(again(world.colleague)) | Ticket.objects.on_desk(again(world.agent))
    assert not outsiders.filter(pk=ticket.pk).exists()
    assert Ticket.objects.visible_to(again(world.requester)).filter(pk=ticket.pk).exists()
    assert not Page.objects.filter(ticket=ticket, recipient=world.house_supervisor).exists()


def test_words_that_lead_to_a_restricted_team_stay_with_it_until_it_hands_them_on(world: World) -> None:
    ticket = send(world, text="Somebody got a phishing mail with a strange link.")
    assert (ticket.kind, ticket.team, ticket.is_restricted) == (Kind.INCIDENT, world.team("SEC"), True)
    assert not Ticket.objects.visible_to(again(world.colleague)).exists()
    set_team(ticket.key, actor=again(world.security), team=world.team("EUC"), reason="A newsletter")
    assert Ticket.objects.visible_to(again(world.colleague)).get() == ticket


def test_a_possible_disclosure_reaches_privacy(world: World) -> None:
    send(world, flags=("phi_disclosure",))
    told = OutboxMessage.objects.filter(kind="ticket.disclosure")
    assert world.privacy.pk in told.values_list("recipient_id", flat=True)


def test_a_number_of_another_system_is_kept(world: World) -> None:
    ticket = send(world, actor=again(world.integration), external_ref=("vendor-desk", "V-48213"))
    assert str(ExternalRef.objects.get(ticket=ticket)) == "vendor-desk:V-48213"


def test_a_number_of_another_system_has_one_ticket(world: World) -> None:
    first = send(world, actor=again(world.integration), external_ref=("vendor-desk", "V-48213"))
    with pytest.raises(Conflict, match=first.key):
        send(world, actor=again(world.integration), external_ref=("vendor-desk", "V-48213"))
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("values", [{"requester": "colleague"}, {"team": "NET"}])
def test_a_nurse_reports_for_nobody_else_and_chooses_no_team(world: World, values: dict[str, str]) -> None:
    given: dict[str, Any] = {}
    if "requester" in values:
        given["requester"] = world.colleague
    if "team" in values:
        given["team"] = world.team(values["team"])
    with pytest.raises(Forbidden):
        send(world, **given)
    assert not Ticket.objects.exists()


def test_creating_stays_within_its_budget_of_statements(
    world: World, django_assert_max_num_queries: Any
) -> None:
    send(world)
    actor = again(world.requester)
    with django_assert_max_num_queries(25):
        send(world, actor=actor, idempotency_key="k-2")


@pytest.mark.data
def test_naughty_strings_are_stored_as_they_are_or_refused_by_name(world: World, shared_data: Path) -> None:
    strings = json.loads((shared_data / "hostile_inputs" / "blns" / "blns.json").read_text())
    actor = again(world.agent)
    for number, text in enumerate(strings):
        try:
            ticket = send(world, actor=actor, text=text, device_text=text[:80])
        except ValueRefused as refused:
            assert set(refused.errors) <= {"text", "device_text"}, number
        else:
            assert len(ticket.title) <= 120, number
            assert ticket.title, number


def test_control_characters_and_direction_marks_are_dropped(world: World) -> None:
    ticket = send(world, text="Printer\x00 says \u202etac\u202c in the \ud800 morning.\r\nSecond line.")
    assert Message.objects.get(ticket=ticket).body == "Printer says tac in the  morning.\nSecond line."


def test_the_words_of_a_report_find_it(world: World) -> None:
    ticket = send(world)
    for words in ("scanners", ticket.key, "lunch"):
        query = SearchQuery(words, config="english")
        assert list(Ticket.objects.filter(search__public_words=query)) == [ticket]
