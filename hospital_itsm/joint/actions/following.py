"""Tasks follow the trail of their ticket: they pause with it, end with it, and go along where it is joined to another.

Runs inside the transaction of the ticket's own step, whose row lock it relies on.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.actors import SYSTEM_PREFIX, System
from hospital_itsm.joint.actions import clocks
from hospital_itsm.joint.actions.checklists import open_by_rules
from hospital_itsm.joint.choices import TaskState
from hospital_itsm.joint.models import TicketTask
from hospital_itsm.joint.queries.agreements import Agreements
from tickets.choices import State
from tickets.models import Ticket

TICKET: Final = Ticket._meta.label_lower
CALLED_OFF: Final = "ticket_task.call_off"
CARRIED: Final = "ticket_task.carry"
GAVE_BACK: Final = "ticket_task.give_back"
ENDING: Final = frozenset({State.RESOLVED, State.CLOSED, State.CANCELLED})
MERGED: Final = "ticket.merge"
REPORTED: Final = "ticket.report"
MOST_URGENT: Final = 1
UNMERGED: Final = "ticket.unmerge"
verbs.register(CALLED_OFF, gettext_lazy("called the task off, because the ticket ended"))
verbs.register(CARRIED, gettext_lazy("took the task along to the ticket that goes on"))
verbs.register(GAVE_BACK, gettext_lazy("gave the task back to the ticket it came from"))


@step
def follow_trail(entries: Sequence[AuditEntry]) -> None:
    """Keep tasks in step with what was recorded of their tickets."""
    for entry in entries:
        if entry.target_type == TICKET and not entry.changes.keys().isdisjoint({"state", "priority"}):
            _follow(entry)


def _follow(entry: AuditEntry) -> None:
    state = _after(entry, "state")
    if entry.verb == MERGED:
        _carry(entry)
    elif entry.verb == UNMERGED:
        _give_back(entry)
    elif state in ENDING:
        _call_off(entry)
    elif entry.verb != REPORTED:
        _keep_pace(entry)
    if _after(entry, "priority") == MOST_URGENT:
        open_by_rules(int(entry.target_id), at=entry.at)


def _keep_pace(entry: AuditEntry) -> None:
    rows = _open_tasks(entry.target_id)
    if not rows:
        return
    ticket = Ticket.objects.get(pk=entry.target_id)
    _bring_in_line(rows, ticket, entry.at, with_time="priority" in entry.changes)


def _call_off(entry: AuditEntry) -> None:
    for task in _open_tasks(entry.target_id):
        before = str(task.state)
        task.state, task.ended_by = TaskState.CALLED_OFF, entry.actor
        task.ended_at = max(entry.at, task.opened_at)
        _save(task, ["state", "ended_at", "ended_by"])
        changes = {"state": [before, str(task.state)], **clocks.keep_pace(task, task.ticket, entry.at)}
        record(_who(entry), CALLED_OFF, task, changes)


def _carry(entry: AuditEntry) -> None:
    rows = _open_tasks(entry.target_id)
    if not rows:
        return
    duplicate = Ticket.objects.select_related("merged_into").get(pk=entry.target_id)
    survivor: Any = duplicate.merged_into
    _move(rows, survivor, entry, CARRIED, came_from=duplicate)


def _give_back(entry: AuditEntry) -> None:
    rows = TicketTask.objects.open().select_for_update(of=("self",)).filter(came_from=entry.target_id)
    found = list(rows.select_related("team", "calendar", "ticket").order_by("pk"))
    if found:
        _move(found, Ticket.objects.get(pk=entry.target_id), entry, GAVE_BACK, came_from=None)


def _move(
    rows: Sequence[TicketTask], to: Ticket, entry: AuditEntry, verb: str, *, came_from: Ticket | None
) -> None:
    for task in rows:
        before, task.ticket, task.came_from = task.ticket.key, to, came_from
        _save(task, ["ticket", "came_from"])
        record(_who(entry), verb, task, {"ticket": [before, to.key]})
    _bring_in_line(rows, to, entry.at, with_time=True)


def _bring_in_line(rows: Iterable[TicketTask], ticket: Ticket, at: datetime, *, with_time: bool) -> None:
    """Pauses, and for another priority the time too, as they are on this ticket."""
    agreements = Agreements() if with_time else None
    for task in rows:
        if agreements is not None and task.priority != ticket.priority:
            clocks.aim(task, ticket, agreements)
        clocks.keep_pace(task, ticket, at)


@step
def _open_tasks(ticket: Any) -> list[TicketTask]:
    rows = TicketTask.objects.open().select_for_update(of=("self",)).filter(ticket=ticket)
    return list(rows.select_related("team", "calendar", "ticket").order_by("pk"))


def _save(task: TicketTask, fields: list[str]) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])


def _after(entry: AuditEntry, name: str) -> Any:
    change = entry.changes.get(name)
    return change[-1] if isinstance(change, list) and change else None


def _who(entry: AuditEntry) -> Any:
    """The person of an entry, or the part of the product that acted."""
    return entry.actor or System(entry.actor_label.removeprefix(SYSTEM_PREFIX))
