"""Changing many tickets: each by its own action, as the person who asked, with its own result."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.actions.choosing import choose, forget_old_changes
from hospital_itsm.bulk.choices import Stage
from hospital_itsm.bulk.models import BulkChange, BulkRow
from hospital_itsm.bulk.queries.choosing import in_view, matching, ticked
from hospital_itsm.bulk.trying import Effect, tried
from hospital_itsm.bulk.wording import PHI, STALE
from hospital_itsm.bulk.work import work_now
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, TooMany, ValueRefused
from hospital_itsm.following.models import Snooze
from hospital_itsm.jobs.models import Job
from tests.bulk.cast import changed, chosen, outcomes, printers, stored
from tests.desk.cast import secret
from tests.joint.cast import task
from tests.macros.test_running import counts, macro
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.world import World, again
from tickets.actions.fields import set_fields
from tickets.actions.working import assign
from tickets.filters import TicketFilters
from tickets.models import Message, Ticket
from tickets.queries.queue_views import view_called
from tickets.rules.closing import CAUSES, CLOSE_CODES

DONE, SAME = ("done", ""), ("same", "")


def test_each_is_assigned_by_its_own_action_and_recorded(world: World) -> None:
    tickets = printers(world)
    change = changed(world.agent, tickets, "assign", assignee=world.technician)
    assert outcomes(change) == [DONE] * 3
    assert [fresh(one).assignee for one in tickets] == [world.technician] * 3
    assert [trail(one) for one in tickets] == [["ticket.assign"]] * 3
    assert [told(one, "ticket.assigned") for one in tickets] == [[world.technician.username]] * 3
    assert (change.stage, change.count) == (Stage.OVER, 3)
    entry = AuditEntry.objects.get(verb="bulk.ask")
    assert (entry.actor, entry.changes) == (
        world.agent,
        {"kind": "assign", "tickets": 3, "assignee": world.technician.username},
    )


def test_what_stands_so_already_is_said_and_left_alone(world: World) -> None:
    mine, other = printers(world, 2)
    assign(mine.key, actor=again(world.agent), assignee=world.agent)
    change = changed(world.agent, [fresh(mine), other], "take")
    assert outcomes(change) == [SAME, DONE]
    assert trail(mine) == ["ticket.assign"]


def test_a_ticket_somebody_else_has_is_refused_and_the_rest_is_done(world: World) -> None:
    first, held, last = printers(world)
    assign(held.key, actor=again(world.agent), assignee=world.technician)
    change = changed(world.agent, [first, fresh(held), last], "take")
    words = (
        f"{world.technician.full_name} has this ticket. Take another, or assign it to yourself on its page."
    )
    assert outcomes(change) == [DONE, ("refused", words), DONE]
    assert [fresh(one).assignee for one in (first, held, last)] == [
        world.agent, world.technician, world.agent,
    ]  # fmt: skip


def test_what_changed_since_it_was_on_the_screen_is_left_alone(world: World) -> None:
    seen, changed_since = printers(world, 2)
    set_fields(changed_since.key, actor=again(world.agent), fields={"room": "412"})
    change = changed(world.agent, [seen, changed_since], "take")
    assert outcomes(change) == [DONE, ("refused", str(STALE))]
    assert fresh(changed_since).assignee is None


def test_the_permission_is_asked_for_each(world: World) -> None:
    ours, theirs = report(world), report(world, team="NET")
    change = changed(world.technician, [ours, theirs], "assign", assignee=world.technician)
    assert [outcome for outcome, _words in outcomes(change)] == ["done", "refused"]
    assert (fresh(ours).assignee, fresh(theirs).assignee) == (world.technician, None)


def test_what_is_not_seen_is_neither_chosen_nor_counted(world: World) -> None:
    ticket, hidden = report(world), secret(world)
    actor, now = again(world.agent), timezone.now()
    assert ticked({hidden.key: None, ticket.key: None, "INC-999999": None}, actor) == [
        (ticket.pk, ticket.version)
    ]
    filters = TicketFilters({}, actor=actor, now=now)
    found = matching(in_view(view_called("all", actor), filters, actor, now), ("id",))
    assert found == [(ticket.pk, ticket.version)]


def test_what_is_hidden_after_it_was_chosen_is_refused_without_a_word_about_it(world: World) -> None:
    ticket = report(world)
    change = chosen(world.agent, [ticket], "take")
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    change = ask(change, actor=again(world.agent), given={})
    work_now(change.job)  # type: ignore[arg-type]
    assert outcomes(change) == [("refused", "You do not see this ticket any more.")]
    assert fresh(ticket).assignee is None


def test_a_team_and_a_priority_carry_the_reason(world: World) -> None:
    tickets = printers(world, 2)
    before = tickets[0].priority
    changed(world.agent, tickets, "priority", priority=before - 1, reason="Two units wait.")
    change = changed(
        world.agent,
        [fresh(one) for one in tickets],
        "team",
        team=world.team("NET"),
        reason="It is the switch.",
    )
    assert outcomes(change) == [DONE, DONE]
    assert {(fresh(one).priority, fresh(one).team) for one in tickets} == {(before - 1, world.team("NET"))}
    reasons = AuditEntry.objects.filter(verb__in=["ticket.raise_priority", "ticket.set_team"])
    assert set(reasons.values_list("reason", flat=True)) == {"Two units wait.", "It is the switch."}
    asked = AuditEntry.objects.filter(verb="bulk.ask").latest("pk")
    assert asked.changes["reason"]["length"] == len("It is the switch.")
    assert "hmac" in asked.changes["reason"]


def test_work_begins_or_goes_on_and_waits(world: World) -> None:
    new, waits = printers(world, 2)
    until = timezone.now() + timedelta(days=2)
    change = changed(world.agent, [waits], "state", step="wait_parts", reason="A new roller.", until=until)
    assert (outcomes(change), fresh(waits).state) == ([DONE], "pending_parts")
    assert (fresh(waits).planned_for, fresh(waits).waiting_for) == (until, "A new roller.")
    change = changed(world.agent, [new, fresh(waits)], "state", step="begin")
    assert outcomes(change) == [DONE, DONE]
    assert [fresh(one).state for one in (new, waits)] == ["in_progress", "in_progress"]
    assert outcomes(changed(world.agent, [fresh(new)], "state", step="begin")) == [SAME]


def test_many_are_resolved_with_words_to_each_reporter(world: World) -> None:
    tickets = printers(world, 2)
    codes = {"close_code": sorted(CLOSE_CODES)[0], "cause": sorted(CAUSES)[0]}
    change = changed(world.agent, tickets, "state", step="resolve", message="The rollers are new.", **codes)
    assert outcomes(change) == [DONE, DONE]
    assert [fresh(one).state for one in tickets] == ["resolved", "resolved"]
    said = Message.objects.filter(ticket__in=tickets, body="The rollers are new.")
    assert said.count() == 2


def test_a_ticket_with_an_open_required_task_stays_open_among_others_that_are_resolved(world: World) -> None:
    held, free = printers(world, 2)
    task(world, held)
    said = {"close_code": sorted(CLOSE_CODES)[0], "cause": sorted(CAUSES)[0], "message": "It prints again."}
    change = changed(world.agent, [fresh(held), free], "state", step="resolve", **said)
    (outcome, words), other = outcomes(change)
    assert (outcome, other) == ("refused", DONE)
    assert "cannot be resolved while required tasks are open" in words
    assert [fresh(one).state for one in (held, free)] == ["new", "resolved"]
    assert not Message.objects.filter(ticket=held, body="It prints again.").exists()


def test_a_macro_runs_on_each_as_its_user(world: World) -> None:
    tickets = printers(world, 2)
    row = macro(note="Seen {{ ticket }}.", assignee="who_runs")
    change = changed(world.agent, tickets, "macro", macro=row.pk)
    assert outcomes(change) == [DONE, DONE]
    notes = Message.objects.filter(kind="internal").order_by("pk").values_list("body", flat=True)
    assert list(notes) == [f"Seen {one.key}." for one in tickets]
    assert [fresh(one).assignee for one in tickets] == [world.agent] * 2


def test_a_macro_changed_after_it_was_chosen_runs_on_nothing(world: World) -> None:
    tickets, row = printers(world, 2), macro(note="Seen.")
    change = ask(chosen(world.agent, tickets, "macro"), actor=again(world.agent), given={"macro": row.pk})
    type(row).objects.update(version=2, note="Something else.")
    work_now(change.job)  # type: ignore[arg-type]
    words = "The macro was changed meanwhile. Look at it, then ask again."
    assert outcomes(change) == [("refused", words)] * 2
    assert not Message.objects.filter(kind="internal").exists()


def test_somebody_elses_macro_is_not_run(world: World) -> None:
    row = macro(note="Seen.", owner=world.technician)
    change = chosen(world.agent, printers(world, 1), "macro")
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given={"macro": row.pk})
    assert refusal.value.errors == {"macro": "Choose a macro."}
    assert stored(change).stage == Stage.CHOSEN


def test_duplicates_are_merged_into_the_ticket_that_is_named(world: World) -> None:
    survivor, *duplicates = printers(world)
    change = changed(world.agent, [survivor, *duplicates], "merge", into=survivor.key)
    assert outcomes(change) == [("refused", "Choose another ticket than this one."), DONE, DONE]
    assert [fresh(one).merged_into for one in duplicates] == [survivor, survivor]


@pytest.mark.parametrize(
    ("kind", "given", "fields"),
    [
        ("team", {}, {"team", "reason"}),
        ("priority", {"priority": 7, "reason": "x"}, {"priority"}),
        ("priority", {"priority": 2, "reason": " "}, {"reason"}),
        ("state", {}, {"step"}),
        ("state", {"step": "close"}, {"step"}),
        ("state", {"step": "wait_parts", "reason": "x"}, {"until"}),
        ("state", {"step": "resolve"}, {"close_code", "cause", "message"}),
        ("state", {"step": "cancel"}, {"reason"}),
        ("macro", {}, {"macro"}),
        ("merge", {"into": "INC-999999"}, {"into"}),
        ("snooze", {}, {"until"}),
        ("state", {"step": "cancel", "reason": "x" * 201}, {"reason"}),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_begins(
    world: World, kind: str, given: dict[str, object], fields: set[str]
) -> None:
    tickets = printers(world, 1)
    change = chosen(world.agent, tickets, kind)
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given=given)
    assert set(refusal.value.errors) == fields
    assert (stored(change).stage, Job.objects.count(), trail(tickets[0])) == (Stage.CHOSEN, 0, [])


def test_words_that_look_like_patient_data_go_to_no_ticket(world: World) -> None:
    change = chosen(world.agent, printers(world, 1), "state")
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given={"step": "cancel", "reason": "For MRN 00482913."})
    assert refusal.value.errors == {"reason": str(PHI)}
    assert stored(change).given == {}


def test_a_change_is_asked_for_once_and_by_its_maker_alone(world: World) -> None:
    change = chosen(world.agent, printers(world, 1), "take")
    with pytest.raises(BulkChange.DoesNotExist):
        ask(change, actor=again(world.technician), given={})
    ask(change, actor=again(world.agent), given={})
    with pytest.raises(Conflict):
        ask(change, actor=again(world.agent), given={})
    assert Job.objects.count() == 1


def test_who_works_no_tickets_chooses_none(world: World) -> None:
    ticket = report(world)
    with pytest.raises(Forbidden):
        choose("take", [(ticket.pk, 1)], actor=again(world.requester))
    with pytest.raises(ValueRefused):
        choose("take", [], actor=again(world.agent))
    with pytest.raises(ValueRefused):
        choose("explode", [(ticket.pk, 1)], actor=again(world.agent))
    assert not BulkChange.objects.exists()


def test_a_sixth_job_at_once_is_refused_and_the_choice_stays(world: World) -> None:
    ticket = report(world)
    for _n in range(5):
        ask(chosen(world.agent, [ticket], "take"), actor=again(world.agent), given={})
    change = chosen(world.agent, [ticket], "take")
    with pytest.raises(TooMany):
        ask(change, actor=again(world.agent), given={})
    assert stored(change).stage == Stage.CHOSEN


def test_the_trial_says_what_doing_it_does_and_leaves_nothing(world: World) -> None:
    tickets = printers(world)
    assign(tickets[0].key, actor=again(world.agent), assignee=world.agent)
    tickets[0] = fresh(tickets[0])
    Ticket.objects.filter(pk=tickets[1].pk).update(version=9)
    change = chosen(world.agent, tickets, "assign")
    before = counts()
    trial = tried(change, {"assignee": world.agent}, actor=again(world.agent))
    assert (trial.tried, trial.done, trial.same, trial.refused) == (3, 1, 1, 1)
    assert trial.effects == [
        Effect("Assignee", world.agent.full_name, 1), Effect("State", "Assigned", 1),
    ]  # fmt: skip
    assert trial.refusals == [(str(STALE), 1)]
    assert counts() == before
    assert set(outcomes(change)) == {("waiting", "")}
    assert fresh(tickets[2]).assignee is None


def test_a_big_change_is_confirmed_with_its_number(world: World) -> None:
    ticket = report(world)
    change = chosen(world.agent, [ticket], "take")
    BulkChange.objects.filter(pk=change.pk).update(count=312)
    with pytest.raises(ValueRefused) as refusal:
        ask(change, actor=again(world.agent), given={}, typed="yes")
    assert refusal.value.errors == {"typed": "Type three hundred and twelve, or 312."}
    assert (
        ask(change, actor=again(world.agent), given={}, typed="Three hundred twelve").stage == Stage.RUNNING
    )


def test_choices_nobody_asked_for_are_forgotten(world: World) -> None:
    ticket = report(world)
    kept = [chosen(world.agent, [ticket], "take") for _n in range(6)]
    assert list(BulkChange.objects.order_by("pk")) == kept[1:]
    done = changed(world.agent, [ticket], "take")
    assert set(BulkChange.objects.order_by("pk")) == {*kept[2:], done}
    later = timezone.now() + timedelta(days=1, seconds=1)
    assert forget_old_changes(later, actor=System("test")) == 4
    assert list(BulkChange.objects.all()) == [done]
    assert forget_old_changes(later + timedelta(days=30), actor=System("test")) == 1
    assert not BulkRow.objects.exists()


def test_many_rest_until_a_time_and_what_presses_stays_in_sight(world: World) -> None:
    calm, urgent = report(world, team="EUC"), report(world)
    Ticket.objects.filter(pk=urgent.pk).update(priority=2)
    until = timezone.now() + timedelta(days=2)
    change = changed(world.agent, [calm, fresh(urgent)], "snooze", until=until)
    assert [outcome for outcome, _words in outcomes(change)] == ["done", "refused"]
    row = Snooze.objects.get()
    assert (row.ticket, row.by, row.until, row.ended_at) == (calm, world.agent, until, None)
    assert outcomes(changed(world.agent, [calm], "snooze", until=until)) == [SAME]
    assert Snooze.objects.count() == 1
