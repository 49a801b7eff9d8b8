"""A job that ended while its person was elsewhere tells them: once, in the bell, by mail where they asked for it."""

import importlib
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.test import Client
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.core.files.intake import keep
from hospital_itsm.jobs import kinds, running, starting
from hospital_itsm.jobs.kinds import JobFailed, Kind, Result
from hospital_itsm.jobs.models import Job
from hospital_itsm.outbox.actions.ended_jobs import PATIENCE, tell_of_ended_jobs
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.outbox.wording import wording
from hospital_itsm.people.models import User
from tests.world import World

KIND = "test.sample"
SECRET = "Miller, room 12"


@pytest.fixture(autouse=True)
def _no_kind_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))


def fails(job: Job, progress: Any) -> None:
    raise JobFailed("no-rows")


def asked(world: World, work: Any = lambda job, progress: None, who: User | None = None) -> Job:
    kinds.register(Kind(KIND, "Sample", work, failures={"no-rows": SECRET}))
    return starting.start(KIND, {"words": SECRET}, actor=who or world.agent, back=f"/assets/?q={SECRET}")


def look(after: timedelta = PATIENCE + timedelta(seconds=1)) -> int:
    """One round of the beat, so long after the end."""
    return tell_of_ended_jobs(actor=System("jobs"), now=timezone.now() + after)


def told() -> list[tuple[str, str, dict[str, Any]]]:
    return list(OutboxMessage.objects.order_by("id").values_list("kind", "channel", "payload"))


def test_the_bell_tells_once_and_leads_to_the_job(world: World, client: Client) -> None:
    job = asked(world)
    running.carry_on_all()
    assert (look(timedelta()), look(), look()) == (0, 1, 0)
    assert told() == [("job.done", "in_app", {"job": job.pk, "what": KIND})]
    deliver_due()
    assert BellItem.objects.get().user == world.agent
    client.force_login(world.agent)
    page = client.get("/bell/").content.decode()
    assert "Sample: done" in page
    words = wording("job.done", told()[0][2], timezone.now())
    assert words.path == f"/jobs/{job.pk}/"


def test_a_file_is_told_with_its_rows(world: World) -> None:
    job = asked(world, lambda job, progress: Result(keep(b"a"), "a.csv", "text/csv", 1, 312))
    running.carry_on_all()
    assert look() == 1
    assert told() == [("job.done", "in_app", {"job": job.pk, "what": KIND, "rows": 312})]
    assert wording("job.done", told()[0][2], timezone.now()).lines == ("The file has 312 rows.",)


def test_a_failure_is_told_without_any_word_of_it(world: World) -> None:
    job = asked(world, fails)
    running.carry_on_all()
    assert look() == 1
    assert told() == [("job.failed", "in_app", {"job": job.pk, "what": KIND})]
    words = wording("job.failed", told()[0][2], timezone.now())
    assert (words.subject, words.lines) == ("Sample: not done", ("The page of the job says why.",))
    assert SECRET not in str(OutboxMessage.objects.values())


def test_who_watched_it_end_is_not_told(world: World, client: Client) -> None:
    job = asked(world)
    client.force_login(world.agent)
    client.get(job.get_absolute_url())
    assert Job.objects.get().seen_at is None
    running.carry_on_all()
    client.get(job.get_absolute_url())
    seen_at = Job.objects.get().seen_at
    client.get(job.get_absolute_url())
    assert (look(), told(), Job.objects.get().seen_at == seen_at) == (0, [], True)


def test_somebody_else_who_tries_to_look_takes_no_message_away(world: World, client: Client) -> None:
    job = asked(world)
    running.carry_on_all()
    client.force_login(world.second_agent)
    assert client.get(job.get_absolute_url()).status_code == 404
    assert look() == 1


def test_what_a_person_canceled_and_what_still_runs_is_not_told(world: World) -> None:
    starting.cancel(asked(world))
    asked(world)
    assert (look(), told()) == (0, [])


def test_mail_comes_only_to_who_asked_for_it(world: World, client: Client) -> None:
    User.objects.filter(pk=world.agent.pk).update(email="leo@hospital.example")
    job = asked(world)
    client.force_login(world.agent)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "Send me an e-mail, too" in page
    client.post(f"{job.get_absolute_url()}mail/", {"mail": "yes"})
    assert "Send no e-mail" in client.get(job.get_absolute_url()).content.decode()
    other = asked(world)
    running.carry_on_all()
    assert look() == 2
    assert sorted((row[1], row[2]["job"]) for row in told()) == [
        ("email", job.pk), ("in_app", job.pk), ("in_app", other.pk),
    ]  # fmt: skip
    deliver_due()
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Sample: done", ["leo@hospital.example"])
    assert f"/jobs/{job.pk}/" in sent.body
    assert SECRET not in sent.body
    client.post(f"{other.get_absolute_url()}mail/", {"mail": "yes"})
    assert Job.objects.get(pk=other.pk).mail_wanted is False


def test_leavers_and_jobs_of_the_product_are_told_to_nobody(world: World) -> None:
    asked(world)
    starting.start(KIND, {}, actor=System("feed"))
    running.carry_on_all()
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    assert (look(), told()) == (1, [])


def test_a_round_that_dies_tells_in_the_next_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from hospital_itsm.outbox.actions import ended_jobs

    asked(world)
    running.carry_on_all()

    def dies(**values: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(ended_jobs.tell, "tell", dies)
        with pytest.raises(KeyboardInterrupt):
            look()
    assert (told(), look(), len(told())) == ([], 1, 1)


def test_nobody_is_told_of_what_ended_before_this_release(world: World) -> None:
    old, waiting = asked(world), None
    running.carry_on_all()
    waiting = asked(world)
    migration = importlib.import_module("hospital_itsm.jobs.migrations.0003_jobs_tell_of_their_end")
    migration.those_of_before_are_old_news(apps, None)
    assert Job.objects.get(pk=old.pk).told_at == Job.objects.get(pk=old.pk).ended_at
    assert Job.objects.get(pk=waiting.pk).told_at is None
    assert (look(), told()) == (0, [])
