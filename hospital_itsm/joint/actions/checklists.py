"""Putting checklists on tickets: in one press, or by the rule that a checklist names."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.joint.actions.tasks import open_tasks, team_of
from hospital_itsm.joint.models import Checklist, TicketTask
from hospital_itsm.joint.queries.checklists import offered
from hospital_itsm.joint.rules.written_tasks import read_tasks
from hospital_itsm.people.models import Team
from tickets.actions.store import lock
from tickets.models import Ticket

RULES: Final = ("O2",)
BY_RULE: Final = System("priority-rules")


@action("checklist.put_on", gettext_lazy("put a checklist on the ticket"))
def put_on(key: str, *, actor: Any, checklist: Checklist) -> list[TicketTask]:
    """Add all tasks of a checklist to a ticket; of those still open from the same one nothing is added again.

    Raises Ticket.DoesNotExist, Forbidden, ValueRefused for one that is not offered here, Conflict.
    """
    ticket = lock(key, actor)
    require(actor, "ticket_task.plan", ticket)
    if not offered(ticket).filter(pk=checklist.pk).exists():
        raise ValueRefused({"checklist": _("This checklist is not for this ticket. Choose another.")})
    if TicketTask.objects.open().filter(ticket=ticket, checklist=checklist).exists():
        raise Conflict(_("Tasks of “%(name)s” are open on it already.") % {"name": checklist.name})
    return _open(ticket, checklist, actor, timezone.now())


@step
def open_by_rules(ticket_pk: int, *, at: datetime) -> None:
    """Put on the checklists of the rules that spoke for the priority of an open ticket: each once a ticket."""
    ticket = Ticket.objects.select_related("team").get(pk=ticket_pk)
    spoke = {step["rule"] for step in ticket.priority_trace or ()}
    rules = [rule for rule in RULES if rule in spoke]
    if not rules or not ticket.is_open:
        return
    for checklist in Checklist.objects.filter(is_active=True, opens_by__in=rules).order_by("pk"):
        if not TicketTask.objects.filter(ticket=ticket, checklist=checklist).exists():
            _open(ticket, checklist, BY_RULE, at, passes_over=True)


@step
def _open(
    ticket: Ticket, checklist: Checklist, actor: Any, at: datetime, *, passes_over: bool = False
) -> list[TicketTask]:
    """Store its tasks. `passes_over`: nobody is there to mend it, so a line whose team cannot take it is left out."""
    written = read_tasks(checklist.tasks)
    teams = {row.code: row for row in Team.objects.filter(code__in={one.team for one in written})}
    rows = []
    for one in written:
        try:
            team = team_of(ticket, teams.get(one.team), is_named=bool(one.team))
        except ValueRefused:
            if not passes_over:
                raise
            continue
        rows.append(TicketTask(ticket=ticket, words=one.words, team=team, is_required=one.is_required))
    made = open_tasks(ticket, rows, actor=actor, at=at, checklist=checklist)
    record(actor, "checklist.put_on", ticket, {"checklist": checklist.code, "tasks": len(made)})
    return made
