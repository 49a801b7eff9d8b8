"""Scheduled reports: each occurrence once, each recipient as they see it then, nothing but numbers in messages."""

import signal
import threading
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import Membership, User
from hospital_itsm.reports.actions import sending
from hospital_itsm.reports.actions.saved import save_report
from hospital_itsm.reports.actions.schedules import (
    add_schedule,
    change_schedule,
    pause_schedule,
    resume_schedule,
)
from hospital_itsm.reports.models import ReportRun, ReportSchedule, ScheduleDelivery, ScheduleRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.scheduled import send_due
from tests.processes import Product, wait_for
from tests.reports import cast
from tests.world import World, again
from tickets.models import Ticket

REPORTS = System("reports")
DIES_WHILE_TELLING = """
import os, signal, sys
from datetime import datetime
from hospital_itsm.core.actors import System
from hospital_itsm.reports.actions import sending
from hospital_itsm.reports.scheduled import send_due

sending.tell = lambda **said: os.kill(os.getpid(), signal.SIGKILL)
send_due(datetime.fromisoformat(sys.argv[1]), actor=System("reports"))
"""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedule(world: World, *people: User, **values: Any) -> ReportSchedule:
    """The lead's schedule of the open tickets, every day at seven as CSV."""
    lead = again(world.lead)
    saved = save_report(
        BY_CODE["open-longest"], {"state": ["open"]}, actor=lead, name="Stale ones of Ward Nine"
    )
    says = {"cadence": "daily", "at": time(7), "zone": "America/Chicago", "output": "csv", **values}
    return add_schedule(saved, actor=lead, fields={"people": list(people) or [lead], **says})


def due(row: ReportSchedule, ago: timedelta = timedelta(minutes=1)) -> datetime:
    """Make it due since then by the clock of the place; the instant at which the next round begins."""
    now = timezone.now().replace(microsecond=0)
    local = timezone.localtime(now - ago)
    at = (local.replace(second=0)).time()
    first = local.replace(second=0, microsecond=0)
    ReportSchedule.objects.filter(pk=row.pk).update(
        next_at=first, at=at, zone=str(timezone.get_default_timezone())
    )
    return now


def outcomes() -> dict[str, tuple[str, int | None]]:
    """What became of it for each recipient."""
    rows = ScheduleDelivery.objects.select_related("recipient")
    return {row.recipient.username: (row.outcome, row.rows) for row in rows}


def told(kind: str = "report.ready") -> list[str]:
    """Who was told by bell, by user name."""
    rows = OutboxMessage.objects.filter(kind=kind, channel="in_app")
    return sorted(rows.values_list("recipient__username", flat=True))


def test_each_recipient_gets_the_rows_they_see_and_a_message_of_numbers(world: World) -> None:
    first, *_others = cast.of_units(world)
    Ticket.objects.filter(pk=first.pk).update(is_restricted=True, kind="security_incident")
    row = schedule(world, world.lead, world.security)
    now = due(row)
    assert send_due(now, actor=REPORTS) == 2
    assert outcomes() == {world.lead.username: ("sent", 6), world.security.username: ("sent", 7)}
    assert told() == sorted([world.lead.username, world.security.username])
    runs = {run.asked_by_id: run for run in ReportRun.objects.all()}
    assert first.key.encode() not in cast.stored(runs[world.lead.pk])
    assert first.key.encode() in cast.stored(runs[world.security.pk])
    message = OutboxMessage.objects.get(kind="report.ready", channel="email", recipient=world.lead)
    assert set(message.payload) == {"delivery", "question", "rows", "due"}
    assert (message.payload["rows"], message.payload["question"]) == (6, str(BY_CODE["open-longest"].words))
    assert "Ward Nine" not in str(message.payload)
    run = ScheduleRun.objects.get()
    assert (run.missed, run.ended_at) == (0, now)
    assert ReportSchedule.objects.get().next_at > now
    assert send_due(now, actor=REPORTS) == 0
    assert (ScheduleRun.objects.count(), ReportRun.objects.count()) == (1, 2)


def test_teams_and_roles_are_who_is_in_them_then_and_each_gets_it_once(world: World) -> None:
    row = schedule(world, world.agent, teams=[world.team("EUC")], roles=["team_lead"])
    held = Membership.objects.valid().filter(user__is_active=True)
    members = set(held.filter(team=world.team("EUC")).values_list("user", flat=True))
    leads = set(held.filter(role__code="team_lead").values_list("user", flat=True))
    send_due(due(row), actor=REPORTS)
    got = list(ScheduleDelivery.objects.values_list("recipient", flat=True))
    assert sorted(got) == sorted(members | leads | {world.agent.pk})
    assert len(members) > 1


def test_who_lost_the_right_gets_nothing_and_the_owner_is_told(world: World) -> None:
    cast.of_units(world)
    row = schedule(world, world.lead, world.agent)
    Membership.objects.filter(user=world.agent).delete()
    send_due(due(row), actor=REPORTS)
    assert outcomes() == {world.lead.username: ("sent", 7), world.agent.username: ("no_right", None)}
    assert told() == [world.lead.username]
    assert not ReportRun.objects.filter(asked_by=world.agent).exists()
    warned = OutboxMessage.objects.get(kind="report.undelivered", channel="in_app")
    assert (warned.recipient, warned.payload["without"]) == (world.lead, 1)
    assert "failed" not in warned.payload
    assert world.agent.full_name not in str(warned.payload)


def test_who_is_gone_gets_nothing(world: World) -> None:
    row = schedule(world, world.lead, world.agent)
    User.objects.filter(pk=world.agent.pk).update(is_active=False)
    send_due(due(row), actor=REPORTS)
    assert set(outcomes()) == {world.lead.username}


@pytest.mark.parametrize(
    ("over", "rows", "outcome"),
    [(None, 0, "sent"), (0, 0, "not_sent"), (0, 7, "sent"), (7, 7, "not_sent"), (6, 7, "sent")],
)
def test_it_is_sent_only_over_so_many_rows(world: World, over: int | None, rows: int, outcome: str) -> None:
    if rows:
        cast.of_units(world)
    row = schedule(world, only_over=over)
    send_due(due(row), actor=REPORTS)
    assert outcomes() == {world.lead.username: (outcome, rows)}
    sent = outcome == "sent"
    assert (told(), ReportRun.objects.count()) == ([world.lead.username] if sent else [], int(sent))
    assert told("report.undelivered") == []


def test_missed_runs_are_made_up_for_by_one_that_says_so(world: World) -> None:
    row = schedule(world)
    now = due(row, 3 * DAY + HOUR)
    send_due(now, actor=REPORTS)
    run = ScheduleRun.objects.get()
    assert run.missed == 3
    assert timedelta(minutes=59) < now - run.due_at < timedelta(minutes=62)
    message = OutboxMessage.objects.get(kind="report.ready", channel="in_app")
    assert message.payload["missed"] == 3
    assert datetime.fromisoformat(message.payload["late"]) == run.due_at
    entry = AuditEntry.objects.get(verb="report_schedule.begin")
    assert (entry.changes["missed"], entry.changes["recipients"]) == (3, 1)


def test_a_long_run_is_told_when_a_worker_has_made_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from hospital_itsm.jobs.models import Job
    from hospital_itsm.reports.actions import runs
    from hospital_itsm.reports.work import work

    cast.of_units(world)
    monkeypatch.setattr(runs, "is_at_once", lambda output, rows: False)
    now = due(schedule(world))
    assert send_due(now, actor=REPORTS) == 1
    assert outcomes() == {world.lead.username: ("running", 7)}
    assert (told(), ScheduleRun.objects.get().ended_at) == ([], None)
    assert send_due(now, actor=REPORTS) == 0
    work(Job.objects.get(), lambda *said: None)
    assert send_due(now + HOUR, actor=REPORTS) == 1
    assert (outcomes(), told()) == ({world.lead.username: ("sent", 7)}, [world.lead.username])
    assert Job.objects.get().seen_at is not None


def test_what_was_not_made_for_a_day_is_given_up_and_the_owner_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*args: Any, **named: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(sending, "run_question", breaks)
    now = due(schedule(world))
    assert send_due(now, actor=REPORTS) == 0
    assert outcomes() == {world.lead.username: ("waiting", None)}
    ScheduleRun.objects.update(begun_at=now - 25 * HOUR)
    send_due(now, actor=REPORTS)
    assert outcomes() == {world.lead.username: ("failed", None)}
    assert OutboxMessage.objects.get(kind="report.undelivered", channel="in_app").payload["failed"] == 1


def test_the_owner_is_asked_after_half_a_year_and_it_ends_without_an_answer(world: World) -> None:
    row = schedule(world)
    today = timezone.localdate()
    assert row.expires_on == today + timedelta(days=183)
    ReportSchedule.objects.update(expires_on=today + timedelta(days=14))
    now = timezone.now()
    send_due(now, actor=REPORTS)
    send_due(now, actor=REPORTS)
    assert told("report.expiring") == [world.lead.username]
    resumed = resume_schedule(row, actor=again(world.lead))
    assert (resumed.expires_on, resumed.asked_on) == (today + timedelta(days=183), None)
    ReportSchedule.objects.update(expires_on=today - DAY, asked_on=today - 15 * DAY)
    send_due(due(row), actor=REPORTS)
    row.refresh_from_db()
    assert (row.paused, row.next_at, ScheduleRun.objects.count()) == ("expired", None, 0)
    assert told("report.ended") == [world.lead.username]
    again_on = resume_schedule(row, actor=again(world.lead))
    assert (again_on.paused, again_on.next_at > now) == ("", True)


def test_it_ends_when_its_owner_may_no_longer_read(world: World) -> None:
    row = schedule(world, world.security)
    Membership.objects.filter(user=world.lead).delete()
    send_due(due(row), actor=REPORTS)
    row.refresh_from_db()
    assert (row.paused, ScheduleRun.objects.count(), told()) == ("left", 0, [])


def test_a_pause_sends_nothing_and_is_not_made_up_for(world: World) -> None:
    row = pause_schedule(schedule(world), actor=again(world.lead))
    assert (row.paused, row.next_at) == ("owner", None)
    assert send_due(timezone.now() + 30 * DAY, actor=REPORTS) == 0
    resumed = resume_schedule(row, actor=again(world.lead))
    assert resumed.next_at > timezone.now()
    assert send_due(timezone.now(), actor=REPORTS) == 0
    verbs = AuditEntry.objects.filter(target_type="reports.reportschedule").order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == [
        "report_schedule.add", "report_schedule.pause", "report_schedule.resume",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"cadence": "hourly"}, "cadence"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"output": "docx"}, "output"),
        ({"at": None}, "at"),
        ({"cadence": "weekly", "weekday": 7}, "weekday"),
        ({"cadence": "monthly", "month_day": 32}, "month_day"),
        ({"only_over": -1}, "only_over"),
        ({"roles": ["emperor"]}, "roles"),
        ({"people": []}, "people"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        schedule(world, **values)
    assert list(refused.value.errors) == [field]
    assert not ReportSchedule.objects.exists()


def test_the_desk_sends_to_itself_and_its_own_teams_alone(world: World) -> None:
    agent = again(world.agent)
    saved = save_report(BY_CODE["open-longest"], {}, actor=agent, name="Mine")
    says = {"cadence": "daily", "at": time(7), "zone": "America/Chicago", "output": "csv"}
    for far in ({"people": [world.lead]}, {"roles": ["cio"]}, {"teams": [world.team("SEC")]}):
        with pytest.raises(ValueRefused):
            add_schedule(saved, actor=agent, fields={**says, **far})
    near = {"people": [agent], "teams": [world.team("EUC")]}
    assert add_schedule(saved, actor=agent, fields={**says, **near}).pk
    with pytest.raises(Forbidden):
        add_schedule(saved, actor=again(world.second_agent), fields={**says, "people": [world.second_agent]})
    assert ReportSchedule.objects.count() == 1


def test_a_stale_change_is_refused(world: World) -> None:
    row = schedule(world)
    lead = again(world.lead)
    says = {"cadence": "weekly", "weekday": 4, "at": time(8), "zone": "America/Chicago", "output": "pdf"}
    changed = change_schedule(row, actor=lead, fields={**says, "people": [lead]}, version=1)
    assert (changed.version, timezone.localtime(changed.next_at).weekday()) == (2, 4)
    with pytest.raises(StaleVersion):
        change_schedule(row, actor=lead, fields={**says, "people": [lead], "at": time(9)}, version=1)
    assert ReportSchedule.objects.get().at == time(8)


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_in_the_middle_leaves_nothing_and_the_next_sends_once(
    world: World, product: Product
) -> None:
    cast.of_units(world)
    now = due(schedule(world))
    killed = product.script(DIES_WHILE_TELLING, now.isoformat())
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert outcomes() == {world.lead.username: ("waiting", None)}
    assert (ScheduleRun.objects.count(), ReportRun.objects.count(), told()) == (1, 0, [])
    assert send_due(now, actor=REPORTS) == 1
    assert (outcomes(), told()) == ({world.lead.username: ("sent", 7)}, [world.lead.username])
    assert (ScheduleRun.objects.count(), ReportRun.objects.count()) == (1, 1)


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
def test_several_rounds_at_once_send_once(world: World) -> None:
    cast.of_units(world)
    now = due(schedule(world, world.lead, world.agent, world.security))
    start = threading.Barrier(4)
    turns: list[int] = []

    def round_of() -> None:
        start.wait()
        turns.append(send_due(now, actor=REPORTS))
        connections.close_all()

    threads = [threading.Thread(target=round_of) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    send_due(now, actor=REPORTS)
    assert (ScheduleRun.objects.count(), ReportRun.objects.count(), len(told())) == (1, 3, 3)
    assert sum(turns) <= 3
    assert {outcome for outcome, _rows in outcomes().values()} == {"sent"}


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
def test_two_beats_and_a_killed_worker_send_once(world: World, product: Product) -> None:
    cast.of_units(world)
    due(schedule(world, world.lead, world.agent), HOUR)
    product.beat()
    product.beat()
    worker = product.worker("reports")
    assert wait_for(ScheduleRun.objects.exists, 60)
    worker.kill()
    product.worker("reports")
    product.worker("reports")
    assert wait_for(lambda: ScheduleRun.objects.filter(ended_at__isnull=False).exists(), 150)
    assert (ScheduleRun.objects.count(), ReportRun.objects.count()) == (1, 2)
    assert told() == sorted([world.lead.username, world.agent.username])
