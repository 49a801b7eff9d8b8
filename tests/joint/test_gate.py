"""A ticket is not resolved while a required task is open: by page and REST, and the attempt leaves nothing."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict
from hospital_itsm.joint.actions.tasks import take_task_step
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import Rest, problem
from tests.joint.cast import RESOLVED, step, stored, task
from tests.tickets.desk_cast import fresh, report
from tests.tickets.desk_pages import sent
from tests.world import World, again
from tickets.models import Message, Ticket

SENTENCE = (
    "cannot be resolved while required tasks are open: “Check the port” (Network). "
    "Finish them, or say on the task why it is not needed."
)


def traces(ticket: Ticket) -> tuple[object, ...]:
    """Whatever a resolution would leave behind."""
    return (
        fresh(ticket).state,
        fresh(ticket).version,
        Message.objects.filter(ticket=ticket).count(),
        AuditEntry.objects.count(),
        OutboxMessage.objects.count(),
    )


def test_page_and_rest_refuse_and_name_the_task_and_nothing_happens(world: World) -> None:
    ticket = report(world)
    row = task(world, ticket)
    name = row.team.name
    before = traces(ticket)
    page = sent(world.agent, f"/t/{ticket.key}/step/resolve/", **RESOLVED, version=ticket.version)
    assert page.status == 409
    assert SENTENCE.replace("Network", name) in page.words
    answer = Rest(world.agent).send("POST", f"tickets/{ticket.key}/actions/resolve/", RESOLVED, If_Match="*")
    assert SENTENCE.replace("Network", name) in problem(answer, 409, "conflict")["title"]
    assert traces(ticket) == before


def test_further_tasks_are_counted_instead_of_named(world: World) -> None:
    ticket = report(world)
    for number in range(5):
        task(world, ticket, f"Part {number}")
    with pytest.raises(Conflict, match="“Part 2” .*; and 2 more. Finish them"):
        step(world, ticket, "resolve", **RESOLVED)


def test_done_not_needed_and_optional_ones_hold_nothing_up(world: World) -> None:
    ticket = report(world)
    done, skipped, optional = (
        task(world, ticket, f"Part {number}", is_required=number < 2) for number in range(3)
    )
    take_task_step(done.pk, "finish", actor=again(world.network_engineer))
    take_task_step(skipped.pk, "skip", actor=again(world.network_engineer), why="The port is fine.")
    assert step(world, ticket, "resolve", **RESOLVED).state == "resolved"
    assert [stored(row).state for row in (done, skipped, optional)] == ["done", "not_needed", "called_off"]


def test_other_steps_are_not_held_up(world: World) -> None:
    ticket = report(world)
    row = task(world, ticket)
    assert step(world, ticket, "start").state == "in_progress"
    assert step(world, ticket, "cancel", reason="Reported twice").state == "cancelled"
    assert (stored(row).state, stored(row).clock) == ("called_off", "withdrawn")
