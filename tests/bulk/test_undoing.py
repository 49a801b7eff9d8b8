"""Undoing a bulk change: each ticket as it was, unless somebody changed it since."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.wording import GONE, STALE, UNDO_REFUSED
from hospital_itsm.bulk.work import work_now
from hospital_itsm.core.errors import Conflict
from hospital_itsm.following.actions.snoozes import snooze, wake
from hospital_itsm.following.queries.snoozes import rest_of
from hospital_itsm.people.models import Membership
from tests.bulk.cast import changed, printers, undoings, undone
from tests.macros.test_running import macro
from tests.tickets.desk_cast import clock, fresh, report, told, trail
from tests.world import World, again
from tickets.actions.fields import set_fields
from tickets.actions.transitions import transition
from tickets.actions.working import assign
from tickets.models import Ticket
from tickets.rules.closing import CAUSES, CLOSE_CODES

DONE = ("done", "")
FIELDS = (
    "state", "assignee", "team", "joint_team", "is_restricted", "category", "priority", "priority_facts",
    "waiting_for", "planned_for", "vendor", "responded_at", "closed_at",
)  # fmt: skip


def stands(ticket: Ticket) -> dict[str, object]:
    """The ticket without what only time changes."""
    return {name: getattr(fresh(ticket), name) for name in FIELDS}


def test_who_had_them_has_them_again(world: World) -> None:
    nobodys, hers = printers(world, 2)
    assign(hers.key, actor=again(world.agent), assignee=world.agent)
    before = [stands(nobodys), stands(hers)]
    change = changed(world.agent, [nobodys, fresh(hers)], "assign", assignee=world.technician)
    assert [fresh(one).assignee for one in (nobodys, hers)] == [world.technician] * 2
    change = undone(change)
    assert undoings(change) == [DONE, DONE]
    assert [stands(nobodys), stands(hers)] == before
    assert trail(nobodys) == ["ticket.assign", "bulk.put_back"]
    assert told(hers, "ticket.assigned") == [world.technician.username]
    entry = AuditEntry.objects.get(verb="bulk.undo")
    assert (entry.actor, entry.changes) == (world.agent, {"kind": "assign", "tickets": 2})


def test_team_priority_and_deadlines_come_back(world: World) -> None:
    tickets = printers(world, 2)
    before, due = [stands(one) for one in tickets], [clock(one, "restore").due_at for one in tickets]
    raised = changed(
        world.agent, tickets, "priority", priority=tickets[0].priority - 1, reason="Two units wait."
    )
    assert [clock(one, "restore").due_at < then for one, then in zip(tickets, due, strict=True)] == [
        True,
        True,
    ]
    assert undoings(undone(raised)) == [DONE, DONE]
    assert [stands(one) for one in tickets] == before
    assert [clock(one, "restore").due_at for one in tickets] == due
    moved = changed(
        world.agent, [fresh(one) for one in tickets], "team", team=world.team("NET"), reason="The switch."
    )
    assert {fresh(one).team for one in tickets} == {world.team("NET")}
    assert undoings(undone(moved)) == [DONE, DONE]
    assert [stands(one) for one in tickets] == before


def test_a_state_and_its_clocks_come_back(world: World) -> None:
    ticket = report(world)
    before, due = stands(ticket), clock(ticket, "response").due_at
    change = changed(world.agent, [ticket], "state", step="begin")
    assert (fresh(ticket).state, clock(ticket, "response").outcome) == ("in_progress", "met")
    assert undoings(undone(change)) == [DONE]
    assert stands(ticket) == before
    response = clock(ticket, "response")
    assert (response.outcome, response.stopped_at, response.due_at) == ("", None, due)
    assert response.running_since is not None


def test_a_pause_ends_with_the_undoing_and_one_that_ended_begins_again(world: World) -> None:
    ticket = report(world)
    until = timezone.now() + timedelta(days=2)
    waits = {"step": "schedule", "reason": "In the window.", "until": until}
    change = changed(world.agent, [ticket], "state", **waits)
    assert clock(ticket, "restore").pause_reason == "scheduled"
    assert undoings(undone(change)) == [DONE]
    restore = clock(ticket, "restore")
    assert (fresh(ticket).state, restore.pause_reason, restore.paused_since) == ("new", "", None)
    transition(ticket.key, actor=again(world.agent), verb="schedule", reason="In the window.", until=until)
    change = changed(world.agent, [fresh(ticket)], "state", step="begin")
    assert clock(ticket, "restore").pause_reason == ""
    assert undoings(undone(change)) == [DONE]
    assert (fresh(ticket).state, clock(ticket, "restore").pause_reason) == ("pending_scheduled", "scheduled")
    assert fresh(ticket).planned_for == until


def test_cancelled_tickets_are_open_again_with_their_clocks(world: World) -> None:
    ticket = report(world)
    before = stands(ticket)
    change = changed(world.agent, [ticket], "state", step="cancel", reason="Reported twice.")
    assert (fresh(ticket).state, clock(ticket, "restore").outcome) == ("cancelled", "cancelled")
    assert undoings(undone(change)) == [DONE]
    assert stands(ticket) == before
    assert clock(ticket, "restore").outcome == ""


def test_a_macro_without_words_to_requesters_is_undone_and_its_note_stays(world: World) -> None:
    ticket = report(world)
    before = stands(ticket)
    row = macro(
        note="Seen.",
        assignee="who_runs",
        priority=ticket.priority - 1,
        why="Two units.",
        then_state="in_progress",
    )
    change = changed(world.agent, [ticket], "macro", macro=row.pk)
    assert fresh(ticket).state == "in_progress"
    assert undoings(undone(change)) == [DONE]
    assert stands(ticket) == before
    assert [one.body for one in fresh(ticket).messages.filter(kind="internal")] == ["Seen."]  # type: ignore[attr-defined]


def test_merged_tickets_come_back(world: World) -> None:
    survivor, duplicate = printers(world, 2)
    change = changed(world.agent, [duplicate], "merge", into=survivor.key)
    assert undoings(undone(change)) == [DONE]
    assert (fresh(duplicate).state, fresh(duplicate).merged_into) == ("new", None)


def test_what_somebody_changed_since_is_left_alone_and_said(world: World) -> None:
    changed_since, rest = printers(world, 2)
    change = changed(world.agent, [changed_since, rest], "assign", assignee=world.technician)
    set_fields(changed_since.key, actor=again(world.technician), fields={"room": "412"})
    assert undoings(undone(change)) == [("kept", str(STALE)), DONE]
    assert (fresh(changed_since).assignee, fresh(rest).assignee) == (world.technician, None)


def test_rights_that_were_lost_are_not_got_back_by_undoing(world: World) -> None:
    ticket = report(world)
    change = changed(world.agent, [ticket], "assign", assignee=world.technician)
    change = ask_undo(change, actor=again(world.agent))
    Membership.objects.filter(user=world.agent).delete()
    work_now(change.undo_job)  # type: ignore[arg-type]
    assert undoings(change) == [("kept", str(GONE))]
    assert fresh(ticket).assignee == world.technician
    assert trail(ticket) == ["ticket.assign"]


def test_somebody_who_may_no_longer_have_it_does_not_get_it_back(world: World) -> None:
    ticket = report(world)
    assign(ticket.key, actor=again(world.agent), assignee=world.technician)
    change = changed(world.agent, [fresh(ticket)], "assign", assignee=world.agent)
    world.technician.__class__.objects.filter(pk=world.technician.pk).update(is_active=False)
    ((code, words),) = undoings(undone(change))
    assert (code, words) == (
        "kept",
        f"{world.technician.full_name} does not work this team's tickets. Choose another, or the team first.",
    )
    assert fresh(ticket).assignee == world.agent


def test_after_ten_minutes_nothing_is_undone(world: World) -> None:
    ticket = report(world)
    change = changed(world.agent, [ticket], "take")
    BulkChange.objects.update(ended_at=timezone.now() - timedelta(minutes=10, seconds=1))
    with pytest.raises(Conflict) as refusal:
        undone(change)
    assert refusal.value.message == str(UNDO_REFUSED["too_late"])
    assert (fresh(ticket).assignee, trail(ticket)) == (world.agent, ["ticket.take"])


def test_it_is_undone_once_and_by_its_maker_alone(world: World) -> None:
    ticket = report(world)
    change = changed(world.agent, [ticket], "take")
    with pytest.raises(BulkChange.DoesNotExist):
        change.owner = world.technician
        undone(change)
    change.owner = world.agent
    undone(change)
    with pytest.raises(Conflict) as refusal:
        undone(change)
    assert refusal.value.message == str(UNDO_REFUSED["asked"])
    assert trail(ticket) == ["ticket.take", "bulk.put_back"]


def test_words_that_went_out_are_not_taken_back(world: World) -> None:
    ticket = report(world)
    given = {"close_code": sorted(CLOSE_CODES)[0], "cause": sorted(CAUSES)[0], "message": "Done."}
    change = changed(world.agent, [ticket], "state", step="resolve", **given)
    with pytest.raises(Conflict) as refusal:
        undone(change)
    assert refusal.value.message == str(UNDO_REFUSED["told"])
    assert fresh(ticket).state == "resolved"


def test_rests_end_or_are_again_what_they_were(world: World) -> None:
    awake, rests, woken = printers(world)
    later, latest = timezone.now() + timedelta(days=2), timezone.now() + timedelta(days=5)
    snooze(rests.key, actor=again(world.agent), until=later)
    change = changed(world.agent, [awake, rests, woken], "snooze", until=latest)
    assert [rest_of(one).until for one in (awake, rests, woken)] == [latest] * 3
    wake(woken.key, actor=again(world.technician))
    assert undoings(undone(change)) == [DONE, DONE, ("kept", str(STALE))]
    assert (rest_of(awake), rest_of(rests).until, rest_of(woken)) == (None, later, None)
