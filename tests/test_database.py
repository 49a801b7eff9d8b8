"""The test database is real, cloned and clean: what every other database test relies on."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from hospital_itsm.embedded import places
from tests.servers import migration_files, template_name


@pytest.mark.django_db
def test_the_database_is_a_real_postgresql_with_code_point_sorting() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
        assert cursor.fetchone() == ("C.UTF-8",)
    assert connection.vendor == "postgresql"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_with_real_transactions_leaves_nothing_behind(turn: int) -> None:
    assert Session.objects.count() == 0
    Session.objects.create(session_key=f"turn-{turn}", session_data="", expire_date=timezone.now())
    assert Session.objects.count() == 1


def test_the_template_changes_its_name_when_a_migration_changes(tmp_path) -> None:
    for name in ("settings.py",):
        (tmp_path / "hospital_itsm").mkdir()
        (tmp_path / "hospital_itsm" / name).write_text("")
    (tmp_path / "requirements.txt").write_text("")
    migration = tmp_path / "tickets" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one = 1")
    before = template_name(tmp_path)
    migration.write_text("one = 2")
    assert template_name(tmp_path) != before


def test_modules_that_a_migration_imports_count_as_its_part(tmp_path) -> None:
    migration = tmp_path / "tickets" / "migrations" / "0002_seed.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("from tickets.seed import ROWS")
    (tmp_path / "tickets" / "seed.py").write_text("ROWS = []")
    assert tmp_path / "tickets" / "seed.py" in migration_files(tmp_path)
    assert migration_files(places.CHECKOUT / "nowhere") == []
