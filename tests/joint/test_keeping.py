"""Checklists and the times between teams: kept by administrators, put on in one press or by rule O2."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.joint.actions.agreements import (
    add_checklist,
    change_agreement,
    restore_agreement,
    retire_agreement,
)
from hospital_itsm.joint.actions.checklists import put_on
from hospital_itsm.joint.models import Checklist, OlaAgreement, TicketTask
from hospital_itsm.people.actions.teams import retire_team
from tests.assets.cast import model, pump
from tests.joint.cast import RESOLVED, task
from tests.tickets.desk_cast import report, told
from tests.tickets.desk_pages import opened, sent
from tests.tickets.test_device_reports import send
from tests.world import World, again
from tickets.actions.transitions import transition
from tickets.models import Ticket

TASKS = "Bring a spare\nHTM-GEN: Check the device\noptional: NET: Check the port"


def checklist(**more: Any) -> Checklist:
    """A list of three tasks."""
    return Checklist.objects.create(**({"code": "CL-1", "name": "Device", "tasks": TASKS} | more))


def test_a_checklist_is_put_on_in_one_press_and_only_once(world: World) -> None:
    ticket, row = report(world), checklist()
    path = f"/t/{ticket.key}/tasks/"
    assert "Put it on : Device" in opened(world.agent, path).words
    assert sent(world.agent, f"{path}checklist/", checklist=row.pk).location == path
    rows = TicketTask.objects.order_by("pk")
    assert [(one.words, one.team.code, one.is_required) for one in rows] == [
        ("Bring a spare", "EUC", True),
        ("Check the device", "HTM-GEN", True),
        ("Check the port", "NET", False),
    ]
    again_sent = sent(world.agent, f"{path}checklist/", checklist=row.pk)
    assert (again_sent.status, "are open on it already" in again_sent.words, rows.count()) == (409, True, 3)
    assert AuditEntry.objects.get(verb="checklist.put_on").changes == {"checklist": "CL-1", "tasks": 3}


def test_one_of_another_category_is_not_offered(world: World) -> None:
    ticket = report(world)
    row = checklist(category=world.category("net.wired"))
    with pytest.raises(ValueRefused, match="not for this ticket"):
        put_on(ticket.key, actor=again(world.agent), checklist=row)
    assert "Device" not in opened(world.agent, f"/t/{ticket.key}/tasks/").main.replace("Device care", "")
    Ticket.objects.filter(pk=ticket.pk).update(category=row.category)
    assert len(put_on(ticket.key, actor=again(world.agent), checklist=row)) == 3


def test_a_closed_team_is_named_and_nothing_is_put_on(world: World) -> None:
    ticket, row = report(world), checklist()
    team = world.team("NET")
    team.is_active = False
    team.save(update_fields=["is_active"])
    with pytest.raises(ValueRefused, match="is closed"):
        put_on(ticket.key, actor=again(world.agent), checklist=row)
    assert TicketTask.objects.count() == 0


@pytest.mark.parametrize(
    ("tasks", "words"),
    [
        ("", "Write at least one task."),
        ("Fine\nNET:", "Line 2 is no task."),
        ("XYZ: Go", "There is no queue XYZ in use."),
    ],
)
def test_what_is_no_checklist_is_refused(world: World, tasks: str, words: str) -> None:
    answer = sent(world.administrator, "/setup/checklists/new/", code="CL-2", name="List", tasks=tasks)
    assert (answer.status, words in answer.words, Checklist.objects.count()) == (422, True, 0)
    with pytest.raises(Forbidden):
        add_checklist(actor=again(world.agent), fields={"code": "CL-2", "name": "List", "tasks": "Go"})


def test_times_change_with_a_new_reason_that_stays_in_the_history(world: World) -> None:
    row = OlaAgreement.objects.get()
    path = f"/setup/agreements/{row.pk}/"
    given = {
        "name": row.name, "team": "", "urgent_calendar": row.urgent_calendar_id, "calendar": row.calendar_id,
        "p1": "45 min", "p2": row.p2, "p3": "", "p4": row.p4, "p5": row.p5, "why": row.why, "version": 1,
    }  # fmt: skip
    refused = sent(world.administrator, path, **given)
    assert (refused.status, "Say why it changes" in refused.words) == (422, True)
    assert sent(world.administrator, path, **(given | {"p1": "soon"})).status == 422
    assert OlaAgreement.objects.get().p1 == "1 h"
    assert sent(world.administrator, path, **(given | {"why": "Agreed in May"})).status == 302
    assert (OlaAgreement.objects.get().p1, OlaAgreement.objects.get().p3) == ("45 min", "")
    assert AuditEntry.objects.get(verb="ola.change").changes["p1"] == ["1 h", "45 min"]
    with pytest.raises(Forbidden):
        change_agreement(row, actor=again(world.agent), fields={"p1": "5 min", "why": "No"})


def test_a_team_has_one_agreement_at_once(world: World) -> None:
    admin = again(world.administrator)
    row = OlaAgreement.objects.get()
    retire_agreement(row, actor=admin)
    ticket = report(world, "unsafe")
    assert task(world, ticket).clock == ""
    OlaAgreement.objects.create(
        code="OLA-2", name="Others", urgent_calendar=row.urgent_calendar, calendar=row.calendar, why="New"
    )
    with pytest.raises(Conflict, match="“Others” stands in its place"):
        restore_agreement(row, actor=admin)
    assert not OlaAgreement.objects.get(pk=row.pk).is_active


def test_a_team_with_open_tasks_and_a_calendar_in_use_are_not_retired(world: World) -> None:
    task(world, report(world))
    with pytest.raises(Conflict, match="It has 1 open tasks"):
        retire_team(world.team("NET"), actor=again(world.administrator))
    answer = sent(world.administrator, f"/setup/calendars/{world.calendars['BUS'].pk}/retire/")
    assert (answer.status, "Times between teams are counted in it: OLA." in answer.words) == (409, True)


def test_life_support_without_backup_puts_its_checklist_on_once(world: World) -> None:
    checklist(opens_by="O2")
    pump(world, model=model(world, "VX-9", life_support=True))
    ticket = send(world, "LR-20417", flags=["patient_connected"])
    assert (ticket.priority, ticket.team) == (1, world.team("HTM-GEN"))
    recompute_again(ticket)
    rows = TicketTask.objects.filter(ticket=ticket).order_by("pk")
    assert [(one.words, one.team.code, one.is_required, one.agreed, one.opened_by) for one in rows] == [
        ("Bring a spare", "HTM-GEN", True, "1 h", None),
        ("Check the device", "HTM-GEN", True, "1 h", None),
        ("Check the port", "NET", False, "1 h", None),
    ]
    assert told(ticket, "task.given") == ["arne.holloway", "reid.sandoval"]
    needs = {"clinical_impact": "none", "workaround": False, "downtime_minutes": 0}
    with pytest.raises(Conflict, match="required tasks are open"):
        transition(ticket.key, actor=again(world.biomed), verb="resolve", **RESOLVED, **needs)


def test_a_device_with_a_backup_gets_no_checklist(world: World) -> None:
    checklist(opens_by="O2")
    pump(world, model=model(world, "VX-9", life_support=True))
    send(world, "LR-20417", flags=["patient_connected", "backup_in_place"])
    assert TicketTask.objects.count() == 0


def recompute_again(ticket: Ticket) -> None:
    """The priority is lowered and the rules speak once more."""
    record(System("test"), "ticket.raise_priority", ticket, {"priority": [2, 1]})
