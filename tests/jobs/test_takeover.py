"""Beat does the vital jobs itself once no worker has lived for a minute, and gives them back."""

from datetime import datetime, timedelta

import pytest
from celery.beat import ScheduleEntry
from celery.schedules import crontab
from django.db import OperationalError
from django.utils import timezone

from hospital_itsm.beat import hurry_first_runs, vital_jobs
from hospital_itsm.celery import VITAL, app
from hospital_itsm.jobs import heartbeats
from hospital_itsm.jobs.models import Heartbeat
from hospital_itsm.jobs.takeover import Takeover
from hospital_itsm.jobs.tasks import note_worker_alive


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = timezone.now()

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def worker_beats(self) -> None:
        Heartbeat.objects.update_or_create(name="worker", defaults={"beat_at": self.moment})


@pytest.fixture(autouse=True)
def _keep_the_connection_of_the_test(monkeypatch) -> None:
    monkeypatch.setattr("hospital_itsm.jobs.takeover.close_old_connections", lambda: None)


@pytest.fixture
def clock(db: None) -> Clock:
    return Clock()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def takeover(clock: Clock, done: list[str]) -> Takeover:
    return Takeover([lambda: done.append("delivered")], after=timedelta(seconds=60), now=clock)


def test_beat_leaves_the_work_to_living_workers(takeover: Takeover, clock: Clock, done: list[str]) -> None:
    for _ in range(20):
        clock.worker_beats()
        clock.forward(10)
        assert takeover.round() is False
    assert done == []


def test_after_a_minute_of_silence_beat_does_the_work_in_every_round(
    takeover: Takeover, clock: Clock, done: list[str]
) -> None:
    clock.worker_beats()
    clock.forward(59)
    assert takeover.round() is False
    clock.forward(1)
    assert takeover.round() is True
    clock.forward(10)
    assert takeover.round() is True
    assert done == ["delivered", "delivered"]
    assert Heartbeat.objects.get(name="beat").detail == {"in_charge": 1}


def test_the_work_goes_back_with_the_first_sign_of_a_worker(
    takeover: Takeover, clock: Clock, done: list[str]
) -> None:
    clock.forward(60)
    assert takeover.round() is True
    clock.worker_beats()
    clock.forward(10)
    assert takeover.round() is False
    assert done == ["delivered"]
    assert Heartbeat.objects.get(name="beat").detail == {"in_charge": 0}


def test_workers_may_start_a_minute_after_beat(takeover: Takeover, clock: Clock, done: list[str]) -> None:
    Heartbeat.objects.create(name="worker", beat_at=clock.moment - timedelta(days=3))
    clock.forward(59)
    assert takeover.round() is False
    assert done == []


def test_a_failing_job_stops_neither_the_others_nor_the_next_round(clock: Clock, done: list[str]) -> None:
    def fail() -> None:
        raise RuntimeError

    takeover = Takeover([fail, lambda: done.append("delivered")], after=timedelta(seconds=60), now=clock)
    clock.forward(60)
    assert takeover.round() is True
    assert takeover.round() is True
    assert done == ["delivered", "delivered"]


def test_a_lost_database_is_survived(takeover: Takeover, clock: Clock, done: list[str], monkeypatch) -> None:
    def lose(name: str) -> None:
        raise OperationalError

    clock.forward(60)
    with monkeypatch.context() as patched:
        patched.setattr(heartbeats, "last_beat", lose)
        assert takeover.round() is False
    assert takeover.round() is True
    assert done == ["delivered"]


def test_the_workers_sign_of_life_is_a_row(db: None) -> None:
    note_worker_alive()
    assert heartbeats.age("worker") < timedelta(seconds=5)  # type: ignore[operator]


def test_the_vital_jobs_are_entries_of_the_schedule_and_delivery_is_one_of_them() -> None:
    assert set(VITAL) <= set(app.conf.beat_schedule)
    names = [job.name for job in vital_jobs(app)]
    assert "hospital_itsm.outbox.tasks.deliver_due_messages" in names


def test_every_entry_of_the_schedule_names_a_task_that_exists() -> None:
    app.loader.import_default_modules()
    assert [name for name, entry in app.conf.beat_schedule.items() if entry["task"] not in app.tasks] == []


def test_a_fresh_beat_sends_its_intervals_at_once_and_nightly_jobs_at_their_hour() -> None:
    def entry(when: object, **more: object) -> ScheduleEntry:
        return ScheduleEntry(name="one", task="one", schedule=when, app=app, **more)

    pulse, ran_before = entry(timedelta(seconds=10)), entry(timedelta(seconds=10), total_run_count=3)
    nightly = entry(crontab(hour=(timezone.now().hour + 2) % 24, minute=0))
    assert pulse.is_due().is_due is False
    hurry_first_runs([pulse, ran_before, nightly])
    assert [one.is_due().is_due for one in (pulse, ran_before, nightly)] == [True, False, False]
