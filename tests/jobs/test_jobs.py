"""Jobs: worked once, carried on after a kill, canceled when asked, and truthful about how they ended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.errors import TooMany
from hospital_itsm.core.files.intake import keep
from hospital_itsm.jobs import kinds, running, starting
from hospital_itsm.jobs.kinds import JobFailed, Kind, Result
from hospital_itsm.jobs.models import Job
from tests.world import World

KIND = "test.sample"
FILE = b"a,b\r\n"


class Killed(BaseException):
    """The worker is gone."""


@pytest.fixture(autouse=True)
def _no_kind_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    monkeypatch.setattr(running, "SECONDS_BETWEEN_NOTES", 0)


def works(function: Callable[[Job, Any], Any]) -> None:
    """Let jobs of the sample kind be worked by this function."""
    kinds.register(
        Kind(KIND, "Sample", function, {"counting": "Counting"}, {"no-rows": "There are no rows."})
    )


def asked(world: World, **values: Any) -> Job:
    job = starting.start(KIND, {"n": 3}, actor=world.agent)
    Job.objects.filter(pk=job.pk).update(payload=job.payload, **values)
    return job


def now_is(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_job_is_worked_once_and_keeps_its_file(world: World) -> None:
    worked = []

    def function(job: Job, progress: Any) -> Result:
        worked.append(job.payload["n"])
        progress(1, 2, "counting")
        return Result(keep(FILE), "a.csv", "text/csv", len(FILE), 1)

    works(function)
    job = asked(world)
    assert (running.carry_on_all(), running.carry_on_all(), worked) == (1, 0, [3])
    job = now_is(job)
    assert (job.state, job.done, job.total, job.step, job.rows, job.beginnings) == (
        "done",
        1,
        2,
        "counting",
        1,
        1,
    )


def test_a_job_begins_again_after_a_kill_and_its_bar_never_goes_back(world: World) -> None:
    def killed(job: Job, progress: Any) -> None:
        progress(5, 8, "counting")
        if job.beginnings == 1:
            raise Killed
        progress(2, 8, "counting")

    works(killed)
    job = asked(world)
    with pytest.raises(Killed):
        running.work(job.pk)
    assert now_is(job).state == "running"
    assert running.work(job.pk) is True
    job = now_is(job)
    assert (job.state, job.done, job.beginnings) == ("done", 5, 2)


def test_a_job_that_kills_three_workers_fails_and_says_so(world: World) -> None:
    def killer(job: Job, progress: Any) -> None:
        raise Killed

    works(killer)
    job = asked(world)
    for _ in range(3):
        with pytest.raises(Killed):
            running.work(job.pk)
    assert running.work(job.pk) is False
    assert (now_is(job).state, now_is(job).failure) == ("failed", "worker-died")


@pytest.mark.parametrize(
    ("error", "code"), [(JobFailed("no-rows"), "no-rows"), (ZeroDivisionError(), "unexpected")]
)
def test_a_job_that_fails_says_why_and_is_not_worked_again(
    world: World, client: Client, error: Exception, code: str
) -> None:
    def fails(job: Job, progress: Any) -> None:
        raise error

    works(fails)
    job = asked(world)
    running.carry_on_all()
    assert (now_is(job).state, now_is(job).failure, running.carry_on_all()) == ("failed", code, 0)
    client.force_login(world.agent)
    words = "There are no rows." if code == "no-rows" else "Something went wrong on our side."
    assert words in client.get(job.get_absolute_url()).content.decode()


def test_a_job_that_cannot_go_on_now_keeps_no_other_waiting(world: World) -> None:
    worked = []

    def stops(job: Job, progress: Any) -> None:
        if job.pk == first.pk:
            raise OperationalError
        worked.append(job.pk)

    works(stops)
    first, second = asked(world), asked(world)
    with pytest.raises(OperationalError):
        running.carry_on_all()
    assert (now_is(first).state, now_is(second).state, worked) == ("running", "done", [second.pk])


def test_a_waiting_job_is_canceled_at_once_and_a_running_one_at_its_next_note(world: World) -> None:
    reached = []

    def cancels_itself(job: Job, progress: Any) -> None:
        starting.cancel(job)
        progress(1, 2)
        reached.append(job.pk)

    works(cancels_itself)
    waiting, run = asked(world), asked(world)
    starting.cancel(waiting)
    running.carry_on_all()
    assert (now_is(waiting).state, now_is(run).state, reached) == ("canceled", "canceled", [])


def test_progress_is_noted_at_most_twice_a_second(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS_BETWEEN_NOTES", 0.5)
    works(lambda job, progress: None)
    job = asked(world)
    moments = iter([0.0, 0.1, 0.4, 0.5, 0.6])
    monkeypatch.setattr(running, "monotonic", lambda: next(moments))
    progress, seen = running.Progress(job), []
    for done in range(1, 6):
        progress(done, 9)
        seen.append(now_is(job).done)
    assert seen == [1, 1, 1, 4, 4]


@pytest.mark.django_db(transaction=True)
def test_a_job_in_the_hands_of_a_worker_is_left_to_it() -> None:
    from hospital_itsm.people.models import User

    worked = []
    works(lambda job, progress: worked.append(job.pk))
    job = starting.start(KIND, {}, actor=User.objects.create(username="nurse", full_name="Nurse"))

    def rival() -> bool:
        try:
            return running.work(job.pk)
        finally:
            connection.close()

    with running._claimed(job.pk) as is_ours, ThreadPoolExecutor(1) as pool:
        assert (is_ours, pool.submit(rival).result()) == (True, False)
    assert worked == []
    assert running.work(job.pk) is True
    assert worked == [job.pk]


def test_nobody_has_more_than_five_unfinished_jobs(world: World) -> None:
    works(lambda job, progress: None)
    for _ in range(5):
        asked(world)
    with pytest.raises(TooMany):
        asked(world)
    assert Job.objects.count() == 5


def test_old_jobs_are_forgotten_with_their_files(world: World) -> None:
    works(lambda job, progress: Result(keep(FILE), "a.csv", "text/csv", len(FILE), 1))
    old, new = asked(world), asked(world)
    running.carry_on_all()
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=8))
    kept = {one: now_is(one).stored_name for one in (old, new)}
    assert starting.forget_old_jobs(timezone.now()) == 1
    assert [default_storage.exists(kept[one]) for one in (old, new)] == [False, True]
    assert list(Job.objects.all()) == [new]


def test_the_page_shows_the_step_asks_again_and_then_offers_the_file(world: World, client: Client) -> None:
    works(lambda job, progress: Result(keep(FILE), "a.csv", "text/csv", len(FILE), 1))
    job = asked(world, state="running", step="counting", done=1, total=4)
    client.force_login(world.agent)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Counting" in page
    assert "1 of 4, 25 %" in page
    assert 'http-equiv="refresh"' in page
    assert 'value="25"' in page
    running.carry_on_all()
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Download a.csv" in page
    asks_again = "hx-get" in page[page.index("<main") : page.index("</main>")]
    assert (asks_again, "http-equiv" in page) == (False, False)
    answer = client.get(f"{job.get_absolute_url()}result/")
    assert b"".join(answer) == FILE  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_job_that_made_no_file_has_none_to_send(world: World, client: Client) -> None:
    works(lambda job, progress: None)
    job = asked(world)
    client.force_login(world.agent)
    assert client.get(f"{job.get_absolute_url()}result/").status_code == 404
