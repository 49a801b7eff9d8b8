"""PostgreSQL itself refuses to change the trail, whoever asks."""

import pytest
from django.db import InternalError, connection, transaction

from hospital_itsm.audit.models import AuditEntry, Seal
from hospital_itsm.audit.sealing import seal_new
from hospital_itsm.people.models import User
from tests.audit.trail import old_entries
from tests.world import World

TABLES = ("audit_auditentry", "audit_seal")


@pytest.fixture(autouse=True)
def _one_of_each(world: World) -> None:
    old_entries(world.agent, 2)
    assert seal_new() >= 2


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"]
)
def test_the_trail_cannot_be_changed_by_sql(table: str, statement: str) -> None:
    before = [AuditEntry.objects.count(), Seal.objects.count()]
    with (
        pytest.raises(InternalError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert [AuditEntry.objects.count(), Seal.objects.count()] == before


def test_the_orm_cannot_change_it_either() -> None:
    row = AuditEntry.objects.latest("id")
    with pytest.raises(InternalError), transaction.atomic():
        AuditEntry.objects.update(actor_label="somebody else")
    with pytest.raises(InternalError), transaction.atomic():
        row.delete()
    row.actor_label = "somebody else"
    with pytest.raises(InternalError), transaction.atomic():
        row.save()
    assert AuditEntry.objects.get(pk=row.pk).actor_label == "system:test"


def test_an_entry_outlives_its_target(world: World) -> None:
    person = User.objects.create(username="short.stay", full_name="Short Stay")
    (row,) = old_entries(person, 1)
    User.objects.filter(pk=person.pk).delete()
    assert AuditEntry.objects.get(pk=row.pk).target_label == "short.stay"
