"""Running a macro: all of it or nothing, as the person who runs it, and a preview that says what running does."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, Refused, StaleVersion
from hospital_itsm.macros.actions.running import Effect, run_macro, try_macro
from hospital_itsm.macros.models import Macro, MacroUse
from hospital_itsm.outbox.models import OutboxMessage
from tests.tickets.desk_cast import fresh, report, told, trail
from tests.world import World, again
from tickets.actions.working import assign
from tickets.choices import MessageKind
from tickets.models import Category, HeldReply, Message, Ticket

ASK = "Hello {{ first_name }}, which label is in the printer of {{ unit }}? {{ agent }}"


def macro(**fields: Any) -> Macro:
    """A macro for everyone."""
    number = Macro.objects.count()
    return Macro.objects.create(**({"code": f"M-{number}", "name": f"Macro {number}"} | fields))


def said(ticket: Ticket, kind: str) -> list[str]:
    """The bodies of messages of a kind."""
    return list(
        Message.objects.filter(ticket=ticket, kind=kind).order_by("pk").values_list("body", flat=True)
    )


def counts() -> tuple[int, ...]:
    """How many rows there are of what a macro writes."""
    models = (AuditEntry, Message, HeldReply, OutboxMessage, MacroUse)
    return tuple(model.objects.count() for model in models)


def test_every_step_is_done_and_recorded_as_the_person_who_runs_it(world: World) -> None:
    ticket = report(world)
    category = Category.objects.filter(is_active=True).exclude(pk=ticket.category_id).earliest("code")
    row = macro(
        reply=ASK,
        note="Asked {{ requester }}.",
        then_state="pending_requester",
        assignee="who_runs",
        category=category,
    )
    run_macro(ticket.key, actor=again(world.agent), macro=row.pk, version=ticket.version)
    after = fresh(ticket)
    assert (after.state, after.assignee, after.category) == ("pending_requester", world.agent, category)
    first = world.requester.full_name.split()[0]
    asked = f"Hello {first}, which label is in the printer of {world.icu.name}? {world.agent.full_name}"
    assert said(after, MessageKind.PUBLIC) == [asked]
    assert said(after, MessageKind.INTERNAL) == [f"Asked {world.requester.full_name}."]
    assert trail(after) == ["macro.run", "ticket.set_fields", "ticket.take", "ticket.note", "ticket.reply"]
    assert set(AuditEntry.objects.filter(verb="ticket.note").values_list("actor", flat=True)) == {
        world.agent.pk
    }
    assert told(after, "ticket.replied") == [world.requester.username]
    assert MacroUse.objects.get().times == 1


def test_a_team_and_a_priority_carry_the_reason(world: World) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=world.agent)
    before = fresh(ticket)
    row = macro(priority=before.priority - 1, to_team=world.team("NET"), why="Wireless on two units.")
    run_macro(ticket.key, actor=again(world.agent), macro=row.pk)
    after = fresh(ticket)
    assert (after.priority, after.team, after.assignee) == (before.priority - 1, world.team("NET"), None)
    reasons = AuditEntry.objects.filter(verb__in=["ticket.raise_priority", "ticket.set_team"])
    assert set(reasons.values_list("reason", flat=True)) == {"Wireless on two units."}


def test_the_preview_says_what_running_does_and_leaves_nothing(world: World) -> None:
    ticket = report(world)
    row = macro(reply=ASK, note="Asked.", then_state="pending_requester", assignee="who_runs")
    before, stood = counts(), fresh(ticket)
    outcome = try_macro(ticket.key, actor=again(world.agent), macro=row.pk, held=True)
    assert outcome.effects == (
        Effect("Assignee", "nobody", world.agent.full_name),
        Effect("State", "New", "Waiting on requester"),
    )
    assert outcome.note == "Asked."
    assert outcome.reply.startswith(f"Hello {world.requester.full_name.split()[0]}, which label")
    after = fresh(ticket)
    assert counts() == before
    assert (after.version, after.state, after.assignee) == (stood.version, stood.state, None)


def test_with_undo_the_reply_waits_and_nobody_is_told(world: World) -> None:
    ticket = report(world)
    row = macro(reply=ASK, then_state="pending_requester")
    run_macro(ticket.key, actor=again(world.agent), macro=row.pk, held=True)
    assert HeldReply.objects.get().then_state == "pending_requester"
    assert told(ticket, "ticket.replied") == []


def refused(error: type[Refused], ticket: Ticket, actor: Any, row: Macro, **given: Any) -> str:
    """The words of a refusal that left nothing behind."""
    before, stood = counts(), fresh(ticket)
    with pytest.raises(error) as found:
        run_macro(ticket.key, actor=again(actor), macro=row.pk, **given)
    after = fresh(ticket)
    assert counts() == before
    assert (after.version, after.state, after.assignee, after.priority, after.team, after.category) == (
        stood.version, stood.state, stood.assignee, stood.priority, stood.team, stood.category,
    )  # fmt: skip
    return found.value.message


def test_a_refused_step_refuses_all(world: World) -> None:
    ticket = report(world)
    assign(ticket.key, actor=again(world.agent), assignee=world.technician)
    row = macro(note="Mine now.", reply="We come.", assignee="who_runs")
    words = refused(Conflict, ticket, world.agent, row)
    assert words.startswith(f"{world.technician.full_name} has this ticket.")


def test_a_priority_that_may_not_be_lowered_by_hand_is_not_lowered_by_a_macro(world: World) -> None:
    ticket = report(world, "unsafe")
    row = macro(note="Looked.", priority=4, why="No hurry.")
    assert fresh(ticket).priority <= 2
    words = refused(Forbidden, ticket, world.agent, row)
    assert words == "This change is for the on-duty lead, a manager or the CMIO. Call the desk at 4357."


def test_another_team_sees_the_ticket_and_may_not_run_anything_on_it(world: World) -> None:
    refused(Forbidden, report(world), world.network_engineer, macro(note="Port checked."))


def test_an_outdated_page_is_refused(world: World) -> None:
    ticket = report(world)
    refused(StaleVersion, ticket, world.agent, macro(note="Seen."), version=ticket.version - 1)


@pytest.mark.parametrize("of", ["somebody else", "another team", "retired"])
def test_a_macro_of_others_is_not_there(world: World, of: str) -> None:
    fields: dict[str, Any] = {
        "somebody else": {"owner": world.technician},
        "another team": {"team": world.team("NET")},
        "retired": {"is_active": False},
    }[of]
    ticket, row, before = report(world), macro(note="Seen.", **fields), counts()
    for call in (run_macro, try_macro):
        with pytest.raises(Macro.DoesNotExist):
            call(ticket.key, actor=again(world.agent), macro=row.pk)
    assert counts() == before


def test_a_ticket_that_is_hidden_is_not_there(world: World) -> None:
    ticket = report(world, kind="security_incident", actor=world.security)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    before = counts()
    with pytest.raises(Ticket.DoesNotExist):
        run_macro(ticket.key, actor=again(world.agent), macro=macro(note="Seen.").pk)
    assert counts() == before


def test_hostile_words_of_a_ticket_are_text_and_never_a_name(world: World) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(title="{{ agent }} <script>alert(1)</script>")
    row = macro(note="About {{ title }}")
    run_macro(ticket.key, actor=again(world.agent), macro=row.pk)
    assert said(ticket, MessageKind.INTERNAL) == ["About {{ agent }} <script>alert(1)</script>"]
