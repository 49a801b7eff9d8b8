"""The health page: each part in words with its mend; no part keeps it from answering."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.health import _checks
from hospital_itsm.jobs.heartbeats import beat
from hospital_itsm.jobs.models import Heartbeat, Job
from hospital_itsm.setup import health_lines
from hospital_itsm.setup.health_lines import CHECKS, Line, lines
from hospital_itsm.setup.queries import health as read
from hospital_itsm.setup.rules import standing as rules
from tests.setup.test_rows import text_of
from tests.world import World

GB = 1024**3


def line(title: str) -> Line:
    """The line of one part."""
    return next(one for one in lines() if str(one.title) == title)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (None, "look"),
        (timedelta(0), "well"),
        (timedelta(hours=26), "well"),
        (timedelta(hours=26, seconds=1), "broken"),
    ],
)
def test_a_backup_is_late_after_26_hours(age: timedelta | None, expected: str) -> None:
    assert rules.of_age(age, rules.BACKUP_LATE) == expected


@pytest.mark.parametrize(
    ("free", "total", "expected"),
    [
        (50 * GB, 100 * GB, "well"),
        (10 * GB, 100 * GB, "well"),
        (10 * GB - 1, 100 * GB, "look"),
        (5 * GB - 1, 20 * GB, "look"),
        (2 * GB - 1, 100 * GB, "broken"),
        (1 * GB - 1, 20 * GB, "broken"),
    ],
)
def test_a_disk_is_nearly_full(free: int, total: int, expected: str) -> None:
    assert rules.of_disk(free, total) == expected


def test_the_whole_stands_as_its_worst_part() -> None:
    assert [rules.whole(one) for one in ([], ["well"], ["well", "look"], ["look", "broken"])] == [
        "well", "well", "look", "broken",
    ]  # fmt: skip


def test_every_registered_check_has_words_and_a_mend() -> None:
    assert set(_checks) == set(CHECKS)


def test_a_noted_backup_is_told_and_a_late_one_is_broken(administrator: Client, world: World) -> None:
    assert (line("Backup").standing, line("Backup").words) == ("look", "Nobody noted a backup.")
    call_command("note_backup")
    call_command("note_backup", "--restored")
    assert (line("Backup").standing, line("Test of restoring").standing) == ("well", "well")
    Heartbeat.objects.filter(name="backup").update(beat_at=timezone.now() - timedelta(hours=27))
    page = text_of(administrator.get("/setup/health/"))
    assert (
        "The last one ended 1\xa0day, 3\xa0hours ago. <b>Let the backup script end with manage.py note_backup.</b>"
        in page
    )
    assert line("Test of restoring").standing == "well"


def test_a_silent_worker_is_broken_with_its_mend(administrator: Client, world: World) -> None:
    beat("beat")
    beat("worker")
    assert line("Workers").standing == "well"
    Heartbeat.objects.filter(name="worker").update(beat_at=timezone.now() - timedelta(seconds=90))
    page = text_of(administrator.get("/setup/health/"))
    assert "Something is broken." in page
    assert "<b>Start a worker: jobs, exports and reports wait for one.</b>" in page


def test_jobs_that_wait_long_need_a_look(world: World) -> None:
    assert line("Jobs").words == "0 jobs are not finished."
    Job.objects.create(
        kind="asset.export", owner=world.agent, asked_at=timezone.now() - timedelta(minutes=11)
    )
    assert (line("Jobs").standing, line("Jobs").words) == ("look", "1 job is not finished.")


def test_what_is_broken_stands_first(world: World) -> None:
    found = [one.standing for one in lines()]
    assert found == sorted(found, key=rules.ORDER.index)


def test_a_statement_that_hangs_is_ended_and_the_page_answers(
    administrator: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is one hundredth of a second here; the line says so, the others are whole, the bound is gone again."""

    def hangs(*args: Any) -> Any:
        from django.db import transaction

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")

    monkeypatch.setattr(read, "STATEMENT_MS", 10)
    monkeypatch.setattr(read, "jobs_waiting", hangs)
    response = administrator.get("/setup/health/")
    assert response.status_code == 200
    assert "It could not be read in time." in text_of(response)
    assert "Start more workers" not in text_of(response)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0",)


def test_another_system_that_hangs_is_not_waited_for() -> None:
    never = threading.Event()
    assert read.asked_beside(never.wait, seconds=0.01) is None
    never.set()
    assert read.asked_beside(lambda: True) is True
    assert read.asked_beside(lambda: 1 / 0) is False


def test_a_provider_that_does_not_answer_is_broken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert line("Identity provider").standing == "off"
    monkeypatch.setattr(health_lines.provider, "is_on", lambda: True)
    monkeypatch.setattr(read, "asked_beside", lambda question: None)
    assert line("Identity provider").standing == "broken"
    assert line("Identity provider").words == "It did not answer within three seconds."


def test_plain_words_find_the_page(administrator: Client, world: World) -> None:
    assert "/setup/health/" in text_of(administrator.get("/setup/?q=backup"))
