"""Changing, adding or removing a sealed row is found, and the row is named."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from hospital_itsm.audit import sealing
from hospital_itsm.audit.hashing import MARK_BYTES, row_hash
from hospital_itsm.audit.models import AuditEntry, Seal
from hospital_itsm.audit.sealing import first_broken, seal_new
from tests.audit.trail import old_entries
from tests.world import World


@contextmanager
def trigger_disabled(*tables: str) -> Iterator[None]:
    """What somebody with full power over the database would do first."""
    with connection.cursor() as cursor:
        for table in tables or ("audit_auditentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables or ("audit_auditentry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def rows(world: World) -> list[AuditEntry]:
    made = old_entries(world.agent, 6)
    seal_new()
    return made


def found() -> tuple[int | None, str]:
    broken = first_broken()
    assert broken is not None
    return broken.entry_id, broken.why


def test_an_untouched_trail_holds(rows: list[AuditEntry], world: World, capsys) -> None:
    old_entries(world.agent, 3)
    assert seal_new() == 3
    assert first_broken() is None
    call_command("audit", "verify")
    assert "All 2 seals hold." in capsys.readouterr().out


def test_each_entry_is_sealed_once(rows: list[AuditEntry]) -> None:
    assert seal_new() == 0
    seal = Seal.objects.get()
    assert (seal.first_id, seal.last_id, seal.entries) == (rows[0].pk, rows[-1].pk, 6)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_label", "somebody else"),
        ("reason", "made up"),
        ("changes", {"step": [0, 9]}),
        ("ip", "10.0.0.1"),
    ],
)
def test_a_changed_row_is_named(rows: list[AuditEntry], column: str, value: object) -> None:
    with trigger_disabled():
        AuditEntry.objects.filter(pk__in=[rows[2].pk, rows[4].pk]).update(**{column: value})
    assert found() == (rows[2].pk, "the entry was changed")


def test_a_removed_row_is_found_and_its_neighbor_named(rows: list[AuditEntry]) -> None:
    with trigger_disabled():
        AuditEntry.objects.filter(pk=rows[2].pk).delete()
    assert found() == (rows[3].pk, "the entry before it was removed")


def test_removed_last_rows_are_found(rows: list[AuditEntry]) -> None:
    with trigger_disabled():
        AuditEntry.objects.filter(pk__gte=rows[4].pk).delete()
    assert found() == (rows[3].pk, "entries after it were removed")


def test_a_row_added_among_sealed_ones_is_named(rows: list[AuditEntry]) -> None:
    with trigger_disabled():
        AuditEntry.objects.filter(pk=rows[2].pk).delete()
    seals = Seal.objects.all()
    with trigger_disabled("audit_seal"):
        seals.delete()
    seal_new()
    late = rows[2]
    late.save(force_insert=True)
    assert found() == (late.pk, "the entry was added later")


def test_a_seal_of_an_earlier_release_still_names_the_row(rows: list[AuditEntry]) -> None:
    plain = b"".join(row_hash(row)[:MARK_BYTES] for row in rows)
    with trigger_disabled():
        Seal.objects.update(marks=plain)
        assert first_broken() is None
        AuditEntry.objects.filter(pk=rows[3].pk).update(reason="forged")
    assert found() == (rows[3].pk, "the entry was changed")


def test_no_hash_that_could_be_guessed_stands_in_a_seal(rows: list[AuditEntry]) -> None:
    marks = bytes(Seal.objects.get().marks)
    assert len(marks) == 6 * MARK_BYTES
    assert not [row for row in rows if row_hash(row)[:MARK_BYTES] in marks]


def test_a_changed_seal_is_found(rows: list[AuditEntry]) -> None:
    with trigger_disabled("audit_seal"):
        Seal.objects.update(digest="0" * 64)
    assert found() == (None, "the seal itself was changed")


def test_a_removed_seal_cuts_the_chain(rows: list[AuditEntry], world: World) -> None:
    old_entries(world.agent, 2)
    seal_new()
    with trigger_disabled("audit_seal"):
        Seal.objects.order_by("last_id").first().delete()  # type: ignore[union-attr]
    assert found() == (None, "the chain to the seal before it is cut")


def test_without_the_key_no_new_seal_can_be_forged(rows: list[AuditEntry], settings) -> None:
    key = settings.AUDIT_KEY
    with trigger_disabled():
        AuditEntry.objects.filter(pk=rows[0].pk).update(actor_label="somebody else")
        Seal.objects.all().delete()
        settings.AUDIT_KEY = "guessed"
        seal_new()
    settings.AUDIT_KEY = key
    assert first_broken() is not None


def test_verify_fails_and_names_the_row(rows: list[AuditEntry]) -> None:
    with trigger_disabled():
        AuditEntry.objects.filter(pk=rows[1].pk).update(verb="ticket.close")
    with pytest.raises(CommandError, match=f"entry {rows[1].pk}: the entry was changed"):
        call_command("audit", "verify")


def test_fresh_entries_wait_and_hold_back_those_after_them(world: World) -> None:
    old_entries(world.agent, 2)
    old_entries(world.agent, 1, minutes=0.5)
    old_entries(world.agent, 1)
    assert seal_new() == 2


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_everything_once(world: World, monkeypatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    old_entries(world.agent, 50)
    unsealed = AuditEntry.objects.count()
    together = Barrier(2)

    def work() -> int:
        together.wait()
        try:
            return seal_new()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        counts = [future.result() for future in [pool.submit(work), pool.submit(work)]]
    assert sum(counts) == unsealed
    assert sum(Seal.objects.values_list("entries", flat=True)) == unsealed
    assert first_broken() is None


def test_entries_younger_than_a_running_writer_wait_for_it(world: World, monkeypatch) -> None:
    old_entries(world.agent, 2, minutes=10)
    old_entries(world.agent, 2, minutes=4)
    monkeypatch.setattr(sealing, "_oldest_writer", lambda: timezone.now() - timedelta(minutes=5))
    assert seal_new() == 2
    monkeypatch.undo()
    assert seal_new() == 2
    assert first_broken() is None


@pytest.mark.django_db(transaction=True)
def test_a_running_writer_is_seen_until_it_ends(world: World) -> None:
    wrote, may_end = Barrier(2), Barrier(2)

    def write_slowly() -> None:
        try:
            with transaction.atomic():
                old_entries(world.agent, 1)
                wrote.wait()
                may_end.wait()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write_slowly)
        wrote.wait()
        arrived = timezone.now()
        seen = sealing._oldest_writer()
        may_end.wait()
        writing.result()
    assert seen < arrived
    assert sealing._oldest_writer() >= arrived
