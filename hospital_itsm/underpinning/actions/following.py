"""Tasks follow the trail of tickets: handing a ticket to a vendor opens one, taking it back ends it.

Runs inside the transaction of the ticket's own step, whose row lock it relies on. It reads and writes nothing of the
ticket's clocks: whether a promise to the unit pauses is the ticket's business alone (domain/2 §2.3), and the time the
unit has waited goes on in any task.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.actors import SYSTEM_PREFIX, System
from hospital_itsm.underpinning.actions.clocks import judge, start_clocks
from hospital_itsm.underpinning.actions.promises import copy_promises
from hospital_itsm.underpinning.choices import Ending
from hospital_itsm.underpinning.models import VendorTask
from hospital_itsm.underpinning.queries.contracts import contract_for
from hospital_itsm.underpinning.rules.ending import CALLED_OFF, ending_of
from tickets.choices import State
from tickets.models import Ticket

TICKET: Final = Ticket._meta.label_lower
CONTRACT: Final = "vendors.contract"
OPENED: Final = "vendor_task.open"
ENDED: Final = "vendor_task.end"
RESUMED: Final = "vendor_task.resume"
verbs.register(OPENED, gettext_lazy("handed the ticket to the vendor"))
verbs.register(ENDED, gettext_lazy("took the ticket back from the vendor"))
verbs.register(RESUMED, gettext_lazy("left the ticket with the vendor after all"))


@step
def follow_trail(entries: Sequence[AuditEntry]) -> None:
    """Open and end tasks by what was recorded of tickets, and give renewals their promises."""
    for entry in entries:
        if entry.target_type == TICKET and "state" in entry.changes:
            _follow_ticket(entry)
        elif entry.target_type == CONTRACT and entry.verb == "contract.renew":
            _follow_renewal(entry)


def _follow_ticket(entry: AuditEntry) -> None:
    change = entry.changes["state"]
    if not isinstance(change, list) or State.PENDING_VENDOR not in change or change[0] == change[-1]:
        return
    if change[-1] == State.PENDING_VENDOR:
        _hand_over(entry)
    else:
        _take_back(entry.target_id, entry.verb.rpartition(".")[2], _who(entry), entry.at)


def _follow_renewal(entry: AuditEntry) -> None:
    number = (entry.changes.get("renewed_by") or [None])[-1]
    if number:
        copy_promises(int(entry.target_id), number, actor=_who(entry))


def _who(entry: AuditEntry) -> Any:
    """The person of an entry, or the part of the product that acted."""
    return entry.actor or System(entry.actor_label.removeprefix(SYSTEM_PREFIX))


def _hand_over(entry: AuditEntry) -> None:
    rows = Ticket.objects.select_related("vendor", "asset", "service")
    ticket = rows.get(pk=entry.target_id)
    actor = _who(entry)
    if ticket.vendor is None or _goes_on(ticket, actor, entry.at):
        return
    _take_back(entry.target_id, "", actor, entry.at)
    found = contract_for(ticket, ticket.vendor, timezone.localdate(entry.at))
    last = VendorTask.objects.filter(ticket=ticket).order_by("-round").first()
    task = VendorTask.objects.create(
        ticket=ticket,
        round=last.round + 1 if last else 1,
        vendor=ticket.vendor,
        contract=found[0] if found else None,
        basis=found[1] if found else "",
        handed_at=entry.at,
        handed_by=entry.actor,
    )
    start_clocks(task)
    changes = {"ticket": ticket.key, "vendor": ticket.vendor.name, "round": task.round}
    record(actor, OPENED, task, {**changes, "contract": found[0].number if found else None})


def _goes_on(ticket: Ticket, actor: Any, at: datetime) -> bool:
    """A merge that was undone: the task goes on as if it had not been, the time since counts."""
    task = VendorTask.objects.select_for_update().filter(ticket=ticket).order_by("-round").first()
    undone = task is not None and task.ending == CALLED_OFF and task.vendor_id == ticket.vendor_id
    if task is None or not undone:
        return False
    task.ended_at, task.ending, task.version = None, "", task.version + 1
    task.save(update_fields=["ended_at", "ending", "version"])
    record(actor, RESUMED, task, {"ticket": ticket.key, **judge(task, at)})
    return True


def _take_back(ticket: Any, verb: str, actor: Any, at: datetime) -> None:
    task = VendorTask.objects.open().select_for_update().filter(ticket=ticket).first()
    if task is None:
        return
    task.ended_at, task.ending = max(at, task.handed_at), Ending(ending_of(verb))
    task.version += 1
    task.save(update_fields=["ended_at", "ending", "version"])
    record(actor, ENDED, task, {"ending": [None, str(task.ending)], **judge(task, task.ended_at)})
