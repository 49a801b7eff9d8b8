"""What is removed from a ticket stands nowhere any more: in no column of no table, in no session, in no stored file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from hospital_itsm.audit import sealing
from hospital_itsm.audit.models import AuditEntry, Emptied
from hospital_itsm.audit.sealing import first_broken, seal_new
from hospital_itsm.core.crypto import unseal
from hospital_itsm.redaction.actions.holds import open_file, open_sealed, set_hold
from hospital_itsm.redaction.actions.redacting import redact
from hospital_itsm.redaction.models import Redaction, SealedFile
from hospital_itsm.redaction.places import PLACES
from tests.redaction import traces, typed
from tests.security.cases import FIGURES, PATIENT
from tests.world import World, again
from tickets.models import Attachment, Message, Ticket

WORD = "Zarquonxk"
TYPED = {
    "audit_auditentry.changes",
    "audit_auditentry.reason",
    "bulk_bulkchange.given",
    "bulk_bulkrow.before",
    "continuity_majoraction.text",
    "continuity_majorentry.text",
    "continuity_majorincident.bridge",
    "continuity_majorincident.confirmed_with",
    "continuity_majorincident.root_cause",
    "continuity_majorincident.title",
    "continuity_majorincident.to_improve",
    "continuity_majorincident.went_well",
    "continuity_majorupdate.body",
    "joint_tickettask.words",
    "people_user.last_callback",
    "procedures_procedurestep.note",
    "tickets_attachment.file_name",
    "tickets_message.body",
    "tickets_notice.sees",
    "tickets_notice.title",
    "tickets_notice.to_do",
    "tickets_notice.works",
    "tickets_noticeupdate.body",
    "tickets_reporter.callback",
    "tickets_ticket.callback",
    "tickets_ticket.device_text",
    "tickets_ticket.priority_facts",
    "tickets_ticket.priority_trace",
    "tickets_ticket.room",
    "tickets_ticket.title",
    "tickets_ticketsearch.all_words",
    "tickets_ticketsearch.public_words",
    "tickets_ticketsearch.title",
    "vendor_work_caseword.text",
    "vendor_work_remotesession.purpose",
    "vendor_work_vendorcase.last_word",
    "vendor_work_vendorcase.subject",
    "worklog_workentry.spoke_with",
}
"""Where the word stood before; drafts and the protected field are sealed and hold nothing in clear."""

CODES = {
    "tickets.Attachment": {"stored_name", "content_type", "sha256"},
    "tickets.ExternalRef": {"system", "external_id"},
    "tickets.HeldReply": {"then_state"},
    "tickets.Merge": {"state", "clocks", "facts_before", "facts_after"},
    "tickets.Page": {"audience", "step"},
    "tickets.ProtectedReference": {"sealed"},
    "tickets.TicketSearch": {"title", "reversed_key"},
    "tickets.Clock": {"pause_reason"},
    "tickets.ClockSegment": {"reason"},
    "tickets.Ticket": {"key", "close_code", "cause", "flags"},
    "wards.OpenReport": {"key_hash", "body_hash", "address_hash"},
    "underpinning.VendorClock": {"currency"},
    "continuity.MajorUpdate": {"token"},
    "shifts.HandoverLine": {"state"},
    "procedures.StepFile": {"stored_name", "content_type", "sha256"},
    "safety.PatientEvent": {"sealed"},
    "redaction.Redaction": {"sealed"},
    "redaction.SealedFile": {"content_type", "stored_name"},
}
"""Columns of tables under a ticket that hold codes, digests and what is sealed; search words are written anew."""


@pytest.fixture(autouse=True)
def _empty_store() -> None:
    """Files of tests that were undone are of no ticket."""
    for path in Path(default_storage.path("")).rglob("*"):
        if path.is_file():
            path.unlink()


def holding(ticket: Ticket) -> list[int]:
    """The files that hold the word."""
    found = Attachment.objects.filter(ticket=ticket, file_name__contains=WORD)
    return list(found.values_list("pk", flat=True))


def removed(world: World, ticket: Ticket) -> Redaction:
    """The word and the files that hold it, removed by privacy, who writes it in the reason, too."""
    return redact(
        ticket.key,
        actor=again(world.privacy),
        what="name",
        reason=f"The name {WORD} got in.",
        words=[WORD.lower()],
        files=holding(ticket),
    )


def in_clear(found: set[str]) -> set[str]:
    """Without the files, whose names are random."""
    return {one for one in found if not one.startswith("file ")}


@pytest.mark.django_db(transaction=True)
def test_a_word_typed_everywhere_is_nowhere_once_it_is_removed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = typed.everywhere(world, WORD)
    before = traces.everywhere(WORD)
    assert in_clear(before) == TYPED
    assert len(before) == len(TYPED) + 2, "the attached file and the result of the report"
    monkeypatch.setattr(sealing, "SETTLED_AFTER", -timedelta(minutes=1))
    assert seal_new() == AuditEntry.objects.count()
    row = removed(world, ticket)
    assert traces.everywhere(WORD) == set()
    assert traces.in_tables("[REDACTED:name]") >= TYPED - {
        "tickets_attachment.file_name",
        "tickets_ticketsearch.all_words",
        "tickets_ticketsearch.public_words",
    }
    assert (row.places > 40, row.files, row.is_sealed) == (True, 1, False)
    assert Emptied.objects.count() == 5
    assert first_broken() is None
    assert AuditEntry.objects.get(verb="ticket.redact", target_id=str(ticket.pk)).reason == (
        "The name [REDACTED:name] got in."
    )


@pytest.mark.django_db(transaction=True)
def test_under_a_legal_hold_it_stands_sealed_alone_and_privacy_opens_it(world: World) -> None:
    ticket = typed.everywhere(world, WORD)
    set_hold(ticket.key, actor=again(world.privacy), reason="A letter from the lawyers.")
    row = removed(world, ticket)
    assert traces.everywhere(WORD) == set()
    assert WORD in unseal(bytes(row.sealed))
    shown = open_sealed(row, actor=again(world.privacy), reason="The lawyers ask.")
    assert ("tickets.ticket", "title", f"Labels say {WORD}") in [
        (one.model, one.field, one.words) for one in shown
    ]
    assert ("tickets.attachment", "file_name", f"{WORD}.txt") in [
        (one.model, one.field, one.words) for one in shown
    ]
    file = SealedFile.objects.select_related("redaction__ticket").get()
    assert open_file(file, actor=again(world.privacy)) == f"The log says {WORD} twice.".encode()
    assert default_storage.exists(file.stored_name)
    verbs = AuditEntry.objects.filter(actor=world.privacy, target_id=str(ticket.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "ticket.hold",
        "ticket.redact",
        "redaction.open",
        "redaction.open_file",
    ]


@pytest.mark.django_db(transaction=True)
def test_patient_data_typed_everywhere_stands_nowhere_in_clear(world: World) -> None:
    """Every box masks it on entry, that of bulk changes refuses it; a file says what it says."""
    ticket = typed.everywhere(world, PATIENT, to_many=False)
    assert Message.objects.filter(ticket=ticket).count() > 3
    assert in_clear(traces.everywhere(FIGURES)) == set()


def texts_of(model: type[models.Model]) -> set[str]:
    """Columns of a model that hold words or facts, without those that hold one of fixed choices."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
    return {one.name for one in model._meta.fields if isinstance(one, kinds) and not one.choices}


def is_under_a_ticket(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> bool:
    """Does it lead to a ticket by keys that are never of the house itself (people, places, devices)?"""
    house = {"people", "assets", "vendors"}
    for one in model._meta.fields:
        there = one.related_model
        if not isinstance(there, type) or there in (*seen, model) or there._meta.app_label in house:
            continue
        if there is Ticket or is_under_a_ticket(there, (*seen, model)):
            return True
    return False


def test_no_text_about_a_ticket_is_forgotten() -> None:
    """A new column under a ticket either holds words, then it is a place, or codes, then it is named here."""
    known: dict[str, set[str]] = {}
    for place in PLACES:
        known.setdefault(place.model, set()).update(place.fields)
    forgotten = {
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        if model is Ticket or is_under_a_ticket(model)
        for name in texts_of(model)
        - known.get(model._meta.label, set())
        - CODES.get(model._meta.label, set())
    }
    assert forgotten == set()
