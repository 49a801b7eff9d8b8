"""Who removes what, what is refused, whole messages and files, holds and their end, and what else it reaches."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, connection, transaction
from django.utils import timezone

from hospital_itsm.audit.emptying import empty, hold_the_chain
from hospital_itsm.audit.hashing import row_hash
from hospital_itsm.audit.models import AuditEntry, Emptied
from hospital_itsm.audit.sealing import first_broken, seal_new
from hospital_itsm.core.actors import System
from hospital_itsm.core.crypto import unseal
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.jobs.models import Job
from hospital_itsm.redaction.actions.holds import destroy_sealed, lift_hold, open_sealed, set_hold
from hospital_itsm.redaction.actions.redacting import redact
from hospital_itsm.redaction.models import LegalHold, Redaction, SealedFile
from hospital_itsm.redaction.tasks import destroy_what_no_hold_keeps
from tests.audit.trail import old_entries
from tests.redaction import typed
from tests.tickets.desk_cast import fresh
from tests.world import World, again
from tickets.actions.attachments import attach
from tickets.actions.conversation import note
from tickets.actions.protected import keep_protected, purge_protected
from tickets.models import Attachment, Message, ProtectedReference, Ticket

WORD = "Zarquonxk"
WHY = "It got in by mistake."


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A report that names it."""
    return typed.reported(world, WORD)


def remove(world: World, ticket: Ticket, who: str = "technician", **given: Any) -> Redaction:
    """The word, removed by somebody who works it."""
    says = {"what": "name", "reason": WHY, "words": [WORD], **given}
    return redact(ticket.key, actor=again(getattr(world, who)), **says)


def report_of(ticket: Ticket) -> Message:
    """The message it began with."""
    return Message.objects.get(ticket=ticket, kind="report")


def test_every_place_is_counted_and_nothing_else_of_the_ticket_changes(world: World, ticket: Ticket) -> None:
    before = fresh(ticket)
    row = remove(world, ticket)
    after = fresh(ticket)
    assert report_of(ticket).body == "The printer prints [REDACTED:name] on every label."
    assert (after.room, after.callback) == ("7 [REDACTED:name]", "4321 [REDACTED:name]")
    assert (row.places, row.messages, row.files, row.is_sealed) == (7, 0, 0, False)
    assert (after.state, after.priority, after.team_id, after.version) == (
        before.state,
        before.priority,
        before.team_id,
        before.version + 1,
    )


@pytest.mark.parametrize(
    "who", ["requester", "colleague", "second_agent", "auditor", "administrator", "network_engineer"]
)
def test_nobody_else_removes_anything(world: World, ticket: Ticket, who: str) -> None:
    with pytest.raises((Forbidden, Ticket.DoesNotExist)):
        remove(world, ticket, who)
    assert WORD in report_of(ticket).body
    assert not Redaction.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": []}, "words"),
        ({"words": ["ab"]}, "words"),
        ({"words": ["x" * 201]}, "words"),
        ({"words": [f"word {n}" for n in range(21)]}, "words"),
        ({"what": "everything"}, "what"),
        ({"reason": "  "}, "reason"),
        ({"messages": [987_654_321]}, "messages"),
        ({"files": [987_654_321]}, "files"),
    ],
)
def test_what_cannot_be_removed_is_refused(
    world: World, ticket: Ticket, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        remove(world, ticket, **given)
    assert list(refused.value.errors) == [field]
    assert WORD in report_of(ticket).body
    assert not Redaction.objects.exists()


def test_an_older_version_is_refused(world: World, ticket: Ticket) -> None:
    with pytest.raises(StaleVersion):
        remove(world, ticket, version=ticket.version - 1)
    assert WORD in report_of(ticket).body


def test_a_message_of_another_ticket_is_not_removed(world: World, ticket: Ticket) -> None:
    other = typed.reported(world, "nothing")
    with pytest.raises(ValueRefused):
        remove(world, ticket, words=[], messages=[report_of(other).pk])
    assert report_of(other).redacted_at is None


@pytest.mark.django_db(transaction=True)
def test_a_whole_report_goes_with_its_title_and_a_file_with_its_bytes(world: World, ticket: Ticket) -> None:
    file = attach(ticket.key, actor=again(world.technician), upload=typed.file_with(WORD))
    row = remove(world, ticket, words=[], messages=[report_of(ticket).pk], files=[file.pk])
    gone = report_of(ticket)
    assert (gone.body, gone.redacted_at is not None) == ("", True)
    assert fresh(ticket).title == "[REDACTED:name]"
    assert not Attachment.objects.filter(pk=file.pk).exists()
    assert not default_storage.exists(file.stored_name)
    assert (row.places, row.messages, row.files) == (3, 1, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT all_words::text FROM tickets_ticketsearch WHERE ticket_id = %s", [ticket.pk])
        assert "label" not in cursor.fetchone()[0]


def test_a_dry_run_of_words_changes_nothing(world: World, ticket: Ticket) -> None:
    from hospital_itsm.core.dry_run import undone

    file = attach(ticket.key, actor=again(world.technician), upload=typed.file_with(WORD))
    with undone():
        assert remove(world, ticket, files=[file.pk]).places > 6
    assert WORD in report_of(ticket).body
    assert default_storage.exists(file.stored_name)
    assert not Redaction.objects.exists()


def test_exports_made_before_are_thrown_away_and_those_being_written_stop(
    world: World, ticket: Ticket
) -> None:
    now = timezone.now()
    common = {"owner": world.agent, "asked_at": now}
    done = Job.objects.create(kind="asset.export", state="done", stored_name="gone", ended_at=now, **common)
    running = Job.objects.create(kind="asset.export", state="running", **common)
    searched = Job.objects.create(kind="bulk.change", state="done", back=f"/queue/v/all/?q={WORD}", **common)
    remove(world, ticket)
    for job in (done, running, searched):
        job.refresh_from_db()
    assert (done.stored_name, running.cancel_requested, searched.back) == ("", True, "/queue/v/all/")


def test_privacy_alone_holds_and_only_once(world: World, ticket: Ticket) -> None:
    for who in ("technician", "duty_manager", "auditor", "administrator", "requester"):
        with pytest.raises((Forbidden, Ticket.DoesNotExist)):
            set_hold(ticket.key, actor=again(getattr(world, who)), reason=WHY)
    assert not LegalHold.objects.exists()
    with pytest.raises(ValueRefused):
        set_hold(ticket.key, actor=again(world.privacy), reason=" ")
    set_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    with pytest.raises(Conflict):
        set_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    assert LegalHold.objects.count() == 1


def test_what_an_agent_removes_under_a_hold_is_sealed_and_closed_to_the_agent(
    world: World, ticket: Ticket
) -> None:
    set_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    row = remove(world, ticket)
    assert row.is_sealed
    with pytest.raises(Forbidden):
        open_sealed(row, actor=again(world.technician), reason=WHY)
    with pytest.raises(ValueRefused):
        open_sealed(row, actor=again(world.privacy), reason="")
    assert not AuditEntry.objects.filter(verb="redaction.open").exists()


def sealed_with_file(world: World, ticket: Ticket) -> Redaction:
    """A word and a file, removed under a hold 31 days ago."""
    set_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    file = attach(ticket.key, actor=again(world.technician), upload=typed.file_with(WORD))
    row = remove(world, ticket, files=[file.pk])
    Redaction.objects.filter(pk=row.pk).update(made_at=timezone.now() - timedelta(days=31))
    return Redaction.objects.get(pk=row.pk)


@pytest.mark.django_db(transaction=True)
def test_sealed_words_are_destroyed_once_the_hold_is_lifted_and_30_days_are_over(
    world: World, ticket: Ticket
) -> None:
    row = sealed_with_file(world, ticket)
    stored = SealedFile.objects.get().stored_name
    assert destroy_what_no_hold_keeps() == 0
    lift_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    young = row.made_at + timedelta(days=29)
    assert destroy_sealed(row.pk, actor=System("redaction"), now=young) is False
    assert default_storage.exists(stored)
    assert destroy_what_no_hold_keeps() == 1
    assert destroy_what_no_hold_keeps() == 0
    row.refresh_from_db()
    assert (row.is_sealed, row.destroyed_at is not None) == (False, True)
    assert not SealedFile.objects.exists()
    assert not default_storage.exists(stored)
    with pytest.raises(Conflict):
        open_sealed(row, actor=again(world.privacy), reason=WHY)


def test_a_hold_keeps_the_protected_field_from_being_emptied(world: World, ticket: Ticket) -> None:
    with transaction.atomic():
        keep_protected(ticket, ["MRN 48213377"], at=timezone.now())
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=timezone.now() - timedelta(days=400))
    set_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    assert purge_protected(actor=System("purge")) == 0
    assert ProtectedReference.objects.get(ticket=ticket).sealed
    lift_hold(ticket.key, actor=again(world.privacy), reason=WHY)
    assert purge_protected(actor=System("purge")) == 1


def test_words_of_a_ticket_of_others_stay(world: World, ticket: Ticket) -> None:
    other = typed.reported(world, WORD)
    note(other.key, actor=again(world.technician), text=f"Here it is {WORD}")
    remove(world, ticket)
    assert WORD in report_of(other).body


def test_a_row_whose_words_went_is_another_version_for_open_forms(world: World, ticket: Ticket) -> None:
    from hospital_itsm.joint.actions.tasks import add_task
    from hospital_itsm.joint.models import TicketTask

    task = add_task(ticket.key, actor=again(world.technician), words=f"Look up {WORD}")
    remove(world, ticket)
    stored = TicketTask.objects.get(pk=task.pk)
    assert (stored.words, stored.version) == ("Look up [REDACTED:name]", task.version + 1)


def test_an_entry_is_emptied_of_its_reason_and_of_nothing_else(world: World) -> None:
    rows = old_entries(world.agent, 3)
    seal_new()
    with transaction.atomic():
        hold_the_chain()
        empty(rows[1], reason="gone", changes={})
    assert AuditEntry.objects.get(pk=rows[1].pk).reason == "gone"
    assert first_broken() is None
    rows[2].actor_label = "somebody else"
    with pytest.raises(InternalError), transaction.atomic():
        empty(rows[2], reason="gone", changes={})
        AuditEntry.objects.filter(pk=rows[2].pk).update(actor_label="somebody else")
    assert first_broken() is None


def test_an_emptied_entry_that_nobody_proves_breaks_the_chain(world: World) -> None:
    rows = old_entries(world.agent, 3)
    seal_new()
    with transaction.atomic():
        hold_the_chain()
        empty(rows[1], reason="gone", changes={})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_emptied DISABLE TRIGGER USER")
        Emptied.objects.update(proof="0" * 64)
        cursor.execute("ALTER TABLE audit_emptied ENABLE TRIGGER USER")
    broken = first_broken()
    assert broken is not None
    assert broken.entry_id == rows[1].pk


def test_what_was_emptied_is_append_only(world: World) -> None:
    rows = old_entries(world.agent, 1)
    seal_new()
    with transaction.atomic():
        hold_the_chain()
        empty(rows[0], reason="gone", changes={})
    for statement in (
        "UPDATE audit_emptied SET was = ''",
        "DELETE FROM audit_emptied",
        "TRUNCATE audit_emptied",
    ):
        with (
            pytest.raises(InternalError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    one = Emptied.objects.get()
    entry = AuditEntry.objects.get(pk=one.entry_id)
    assert row_hash(entry).hex() == one.became
    assert len(unseal(bytes(one.was))) == 64
