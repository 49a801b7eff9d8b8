"""Tasks of a ticket: asked for, done, changed, carried along, told, and seen only by who sees the ticket."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.joint.actions import tasks as acts
from hospital_itsm.joint.actions.tasks import add_task, change_task, take_task_step
from hospital_itsm.joint.actions.watching import notice_late
from hospital_itsm.joint.models import OlaAgreement, TicketTask
from tests.joint.cast import RESOLVED, SERIOUS, step, stored, task
from tests.tickets.desk_cast import fresh, report, told
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.priority import set_priority
from tickets.models import Ticket

WATCH = System("task-watch")
NOON = datetime(2026, 3, 3, 18, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock of the house that stands at Tuesday noon in Chicago until it is moved."""
    held = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: held["now"])
    return held


def test_a_team_is_asked_and_told_and_has_its_time(world: World, frozen: Any) -> None:
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    assert (ticket.priority, row.priority, row.agreed, row.clock) == (2, 2, "2 h", "running")
    assert row.due_at == NOON + timedelta(hours=2)
    assert told(ticket, "task.given") == ["arne.holloway"]
    entry = AuditEntry.objects.get(verb="ticket_task.add")
    assert (entry.changes["team"], entry.changes["words"]["length"]) == ("NET", 14)
    assert "Check the port" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_business_days_end_at_the_close_of_the_day(world: World, frozen: Any) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=3)
    row = task(world, ticket)
    assert (row.agreed, row.due_at) == ("1 business day", datetime(2026, 3, 4, 23, 0, tzinfo=UTC))


def test_a_team_has_its_own_agreement(world: World, frozen: Any) -> None:
    every = OlaAgreement.objects.get()
    OlaAgreement.objects.create(
        code="OLA-NET", name="Network", team=world.team("NET"), urgent_calendar=every.urgent_calendar,
        calendar=every.calendar, p2="30 min", why="Agreed in May",
    )  # fmt: skip
    ticket = report(world, "unsafe")
    assert task(world, ticket).agreed == "30 min"
    assert task(world, ticket, team="EUC").agreed == "2 h"
    Ticket.objects.filter(pk=ticket.pk).update(priority=4)
    none = task(world, ticket)
    assert (none.agreed, none.clock, none.due_at) == ("", "", None)


def test_the_time_stands_still_with_the_ticket_and_goes_on(world: World, frozen: Any) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=3)
    row = task(world, ticket)
    frozen["now"] += timedelta(hours=1)
    step(world, ticket, "wait_requester", message="Which printer?")
    assert (stored(row).clock, stored(row).due_at) == ("paused", None)
    frozen["now"] += timedelta(hours=2)
    step(world, ticket, "resume")
    assert stored(row).clock == "running"
    assert stored(row).due_at == datetime(2026, 3, 5, 16, 0, tzinfo=UTC)


def test_an_urgent_ticket_never_stands_still(world: World, frozen: Any) -> None:
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    step(world, ticket, "wait_requester", message="Which pump?")
    assert (stored(row).clock, stored(row).due_at) == ("running", NOON + timedelta(hours=2))


def test_a_task_that_begins_on_a_waiting_ticket_waits(world: World, frozen: Any) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=4)
    step(world, ticket, "wait_requester", message="Which printer?")
    row = task(world, ticket)
    assert (row.clock, row.due_at) == ("paused", None)


def test_who_begins_it_has_it_and_the_end_is_judged(world: World, frozen: Any) -> None:
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    begun = take_task_step(row.pk, "start", actor=again(world.network_engineer), version=1)
    assert (begun.state, begun.person, begun.version) == ("doing", world.network_engineer, 2)
    with pytest.raises(StaleVersion):
        take_task_step(row.pk, "finish", actor=again(world.network_engineer), version=1)
    frozen["now"] += timedelta(hours=2)
    done = take_task_step(row.pk, "finish", actor=again(world.network_engineer), version=2)
    assert (done.state, done.clock, done.ended_by) == ("done", "met", world.network_engineer)
    frozen["now"] += timedelta(hours=5)
    again_open = take_task_step(row.pk, "reopen", actor=again(world.agent))
    assert (again_open.state, again_open.clock) == ("open", "running")
    assert again_open.due_at == frozen["now"]
    frozen["now"] += timedelta(minutes=1)
    assert take_task_step(row.pk, "finish", actor=again(world.agent)).clock == "missed"


def test_not_needed_asks_why(world: World) -> None:
    row = task(world, report(world))
    with pytest.raises(ValueRefused):
        take_task_step(row.pk, "skip", actor=again(world.agent), why="  ")
    assert (stored(row).state, stored(row).version) == ("open", 1)
    assert (
        take_task_step(row.pk, "skip", actor=again(world.agent), why="Done by phone").why == "Done by phone"
    )
    with pytest.raises(Conflict, match="not possible now"):
        take_task_step(row.pk, "finish", actor=again(world.agent))


def test_who_is_of_no_team_of_it_does_nothing(world: World) -> None:
    ticket = report(world)
    row = task(world, ticket)
    for who in (world.biomed, world.auditor):
        with pytest.raises(Forbidden):
            take_task_step(row.pk, "finish", actor=again(who))
        with pytest.raises(Forbidden):
            change_task(row.pk, actor=again(who), fields={"person": None})
        with pytest.raises(Forbidden):
            add_task(ticket.key, actor=again(who), words="Something")
    with pytest.raises(Forbidden):
        change_task(row.pk, actor=again(world.network_engineer), fields={"words": "Nothing"})
    with pytest.raises(TicketTask.DoesNotExist):
        take_task_step(row.pk, "finish", actor=again(world.requester))
    assert (stored(row).version, TicketTask.objects.count()) == (1, 1)


def test_another_team_begins_with_its_own_time(world: World, frozen: Any) -> None:
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    take_task_step(row.pk, "start", actor=again(world.network_engineer))
    frozen["now"] += timedelta(hours=3)
    changed = change_task(row.pk, actor=again(world.agent), fields={"team": world.team("HTM-GEN")})
    assert (changed.person, changed.clock, changed.due_at) == (
        None,
        "running",
        frozen["now"] + timedelta(hours=2),
    )
    assert told(ticket, "task.given") == ["arne.holloway", "reid.sandoval"]
    with pytest.raises(ValueRefused, match="does not work in"):
        change_task(row.pk, actor=again(world.agent), fields={"person": again(world.network_engineer)})


def test_a_raise_counts_from_when_the_task_came(world: World, frozen: Any) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=4)
    row = task(world, ticket)
    frozen["now"] += timedelta(minutes=30)
    set_priority(ticket.key, actor=again(world.agent), priority=3, reason="The unit called.")
    assert (fresh(ticket).priority, stored(row).priority, stored(row).agreed) == (3, 3, "1 business day")
    assert stored(row).due_at == datetime(2026, 3, 4, 23, 0, tzinfo=UTC)


def test_what_is_late_is_told_to_its_lead_once(world: World, frozen: Any) -> None:
    team = world.team("NET")
    team.lead = world.network_engineer
    team.save(update_fields=["lead"])
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    frozen["now"] += timedelta(hours=2)
    assert notice_late(actor=WATCH, now=frozen["now"]) == (0, None)
    frozen["now"] += timedelta(seconds=1)
    assert notice_late(actor=WATCH, now=frozen["now"])[0] == 1
    assert notice_late(actor=WATCH, now=frozen["now"]) == (0, None)
    assert (stored(row).clock, stored(row).missed_at) == ("missed", NOON + timedelta(hours=2))
    assert told(ticket, "task.late") == ["arne.holloway"]
    with pytest.raises(Forbidden):
        notice_late(actor=again(world.agent), now=frozen["now"])


def test_a_worker_that_dies_tells_once(world: World, frozen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    team = world.team("NET")
    team.lead = world.network_engineer
    team.save(update_fields=["lead"])
    ticket = report(world, "unsafe")
    row = task(world, ticket)
    late = NOON + timedelta(hours=3)

    def dies(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the worker dies")

    with monkeypatch.context() as broken:
        broken.setattr("hospital_itsm.joint.actions.watching.tell_late", dies)
        assert notice_late(actor=WATCH, now=late)[0] == 0
    assert (stored(row).noticed_at, told(ticket, "task.late")) == (None, [])
    assert notice_late(actor=WATCH, now=late)[0] == 1
    assert told(ticket, "task.late") == ["arne.holloway"]


def test_open_tasks_go_along_with_a_merge_and_come_back(world: World, frozen: Any) -> None:
    ticket, survivor = report(world, "unsafe"), report(world, "unsafe", text="The same printer again")
    done, row = task(world, ticket, "Look"), task(world, ticket)
    take_task_step(done.pk, "finish", actor=again(world.agent))
    step(world, ticket, "merge", into=survivor.key)
    assert (stored(row).ticket, stored(row).came_from, stored(done).ticket) == (survivor, ticket, ticket)
    with pytest.raises(Conflict):
        step(world, survivor, "resolve", **SERIOUS)
    step(world, ticket, "unmerge")
    assert (stored(row).ticket, stored(row).came_from) == (ticket, None)
    assert step(world, survivor, "resolve", **SERIOUS).state == "resolved"


def test_a_ticket_that_ended_takes_no_task(world: World) -> None:
    ticket = report(world)
    step(world, ticket, "resolve", **RESOLVED)
    with pytest.raises(Conflict, match="has ended"):
        task(world, ticket)
    assert TicketTask.objects.count() == 0


def test_a_ticket_has_so_many_open_tasks_at_most(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "MOST_OPEN", 2)
    ticket = report(world)
    task(world, ticket), task(world, ticket)
    with pytest.raises(Conflict, match="at most 2"):
        task(world, ticket)
    assert TicketTask.objects.count() == 2


def test_tasks_of_a_restricted_ticket_are_nobody_elses(world: World) -> None:
    ticket = report(world, actor=world.security, kind="security_incident", team="SEC")
    with pytest.raises(ValueRefused, match="may read this ticket"):
        add_task(ticket.key, actor=again(world.security), words="Cut it off", team=world.team("NET"))
    row = add_task(ticket.key, actor=again(world.security), words="Cut it off", team=world.team("SEC"))
    assert opened(world.agent, "/queue/tasks/").words.count("Cut it off") == 0
    assert opened(world.security, "/queue/tasks/").words.count("Cut it off") == 1
    assert opened(world.agent, f"/t/{ticket.key}/tasks/").status == 404
    assert sent(world.agent, f"/t/{ticket.key}/tasks/{row.pk}/finish/").status == 404
    assert stored(row).state == "open"


def test_the_pages_show_ask_and_move(world: World) -> None:
    ticket = report(world)
    path = f"/t/{ticket.key}/tasks/"
    assert "No task yet." in opened(world.agent, path).words
    net = world.team("NET")
    assert sent(world.agent, path, words=HOSTILE, team=net.pk, is_required="on").location == path
    row = TicketTask.objects.get()
    page = opened(world.agent, path)
    assert (HOSTILE in page.page, f"Supporting: {net.name}." in page.words) == (False, True)
    assert "1 required task is open: the ticket cannot be resolved before." in page.words
    assert HOSTILE not in opened(world.network_engineer, "/queue/tasks/?waiting=yes&ours=yes").page
    assert "No task matches" in opened(world.biomed, "/queue/tasks/?waiting=yes&ours=yes").words
    refused = sent(world.agent, path, words="", team=net.pk)
    assert (refused.status, "Fill in: What is to be done?." in refused.words) == (422, True)
    assert sent(world.network_engineer, f"{path}{row.pk}/start/", version=1).location == path
    assert sent(world.network_engineer, f"{path}{row.pk}/finish/", version=1).status == 409
    assert sent(
        world.network_engineer, f"{path}{row.pk}/finish/", version=2, **{"from": "ticket"}
    ).location == (f"/t/{ticket.key}/")
    assert sent(world.agent, f"{path}{row.pk}/", words="Look", team=net.pk, version=3).status == 409
    assert sent(world.agent, f"{path}{row.pk}/reopen/", version=3).status == 302
    assert sent(world.agent, f"{path}{row.pk}/", words="Look", team=net.pk, version=4).status == 302
    assert sent(world.agent, f"{path}{row.pk}/skip/", why="", version=5).status == 422
    assert sent(world.agent, f"{path}{row.pk}/skip/", why="It was the cable", version=5).status == 302
    assert "It was the cable" in opened(world.agent, path).words
    assert f'hx-get="{path}part/"' in opened(world.agent, f"/t/{ticket.key}/").page


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_of_every_change(world: World) -> None:
    row = task(world, report(world))
    take_task_step(row.pk, "finish", actor=again(world.agent))
    rows = Change.objects.filter(kind="ticket_task").order_by("pk")
    assert [one.verb for one in rows] == ["ticket_task.add", "ticket_task.finish"]
