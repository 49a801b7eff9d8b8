"""Giving a version of promises to the tickets that are open: its effect first, then ticket by ticket, recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake
from hospital_itsm.setup.adopting import adopt
from hospital_itsm.setup.choices import Given
from hospital_itsm.setup.models import GivenTicket, PolicyGiving
from hospital_itsm.setup.queries.giving import is_being_given
from hospital_itsm.setup.queries.policies import (
    countable_of_older,
    every_newest_policy,
    open_tickets_of_older,
)
from hospital_itsm.setup.rules.giving import is_big, moves_of
from tickets.actions.clock_sheet import ClockSheet
from tickets.choices import OPEN_STATES
from tickets.models import SlaPolicy, Ticket
from tickets.rules.effects import Effect, effects

GIVE_JOB: Final = "promises.give"
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
ADOPTED: Final = "clock.adopt_policy"
verbs.register(ADOPTED, gettext_lazy("got the new version of its promises"))

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Looked:
    """What giving the version would do to one ticket."""

    key: str
    priority: int
    changed: tuple[Effect, ...]


@housekeeping("shows what a policy would do and changes nothing")
def preview_policy(policy: SlaPolicy, *, actor: Any, at: datetime, most: int) -> list[Looked]:
    """What giving this version would do to the `most` oldest tickets that may be counted here: two statements."""
    require(actor, "setup.manage")
    tickets = list(countable_of_older(policy)[:most])
    return list(_looked(ClockSheet.looked_at(tickets), policy, at))


def _looked(sheets: list[ClockSheet], policy: SlaPolicy, at: datetime) -> Iterator[Looked]:
    for sheet in sheets:
        before = dict(sheet.values)
        adopt(sheet, policy, at)
        yield Looked(sheet.ticket.key, sheet.ticket.priority, effects(before, sheet.values, at))


@action("policy.apply", gettext_lazy("gave open tickets the new promises"))
def ask_giving(policy: SlaPolicy, *, actor: Any, reason: str) -> PolicyGiving:
    """Let every open ticket with an older version of this policy get this one; a job gives it ticket by ticket.

    Who asks for a few works that job at once. Raises Forbidden, ValueRefused, TooMany, Conflict where a newer version
    holds, the policy is retired, it is on its way already or there is nothing to give.
    """
    require(actor, "setup.manage")
    why = said_reason(reason)
    list(SlaPolicy.objects.select_for_update().filter(lineage=policy.lineage).order_by("pk"))
    if not every_newest_policy().filter(pk=policy.pk, is_active=True).exists():
        raise Conflict(_("A newer version was published meanwhile. Look at what that one does."))
    if is_being_given(policy):
        raise Conflict(_("These promises are being given to tickets now. Wait for the end of that."))
    held = open_tickets_of_older(policy).order_by("is_restricted", "pk")
    tickets = list(held.values_list("pk", "is_restricted"))
    if not tickets:
        raise Conflict(_("Every open ticket has this version. There is nothing to give."))
    giving = PolicyGiving(policy=policy, reason=why, asked_by=actor, asked_at=timezone.now())
    giving.count = sum(not hidden for _pk, hidden in tickets)
    giving.save()
    rows = (
        GivenTicket(giving=giving, ticket_id=pk, position=place)
        for place, (pk, _hidden) in enumerate(tickets)
    )
    GivenTicket.objects.bulk_create(rows, batch_size=1000)
    giving.job = start(GIVE_JOB, {"giving": giving.pk}, actor=actor, back=giving.get_absolute_url())
    giving.save(update_fields=["job"])
    if is_big(giving.count):
        transaction.on_commit(partial(wake, TASK, queue="reports"))
    record(actor, "policy.apply", policy, {"tickets": giving.count}, why)
    return giving


@housekeeping("the ticket records that it got the version; what became of it is kept beside it")
def give_row(pk: int, *, actor: Any, policy: SlaPolicy, reason: str, at: datetime) -> str:
    """Give the ticket of this row the version, unless that was done before, and keep what became of it.

    Both are in one transaction, so that a ticket gets it once, whatever is killed. Raises Forbidden for whoever may
    no longer ask for it; a lost database is raised, too.
    """
    require(actor, "setup.manage")
    row = GivenTicket.objects.select_for_update().get(pk=pk)
    if row.outcome != Given.WAITING:
        return str(row.outcome)
    try:
        with transaction.atomic():
            row.outcome = _give(row, policy, at, actor, reason)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.error("giving.row_failed", ticket=row.ticket_id, error=type(error).__name__)
        row.outcome = Given.FAILED
    row.save(update_fields=["outcome", "earlier", "later", "withdrawn", "late"])
    return str(row.outcome)


@housekeeping("the last ticket was worked")
def note_end(giving: PolicyGiving, *, actor: Any) -> None:
    """Note that every ticket was worked."""
    PolicyGiving.objects.filter(pk=giving.pk, ended_at=None).update(ended_at=timezone.now())


def _give(row: GivenTicket, policy: SlaPolicy, at: datetime, actor: Any, reason: str) -> Given:
    ticket = Ticket.objects.select_for_update(of=("self",)).select_related("policy").get(pk=row.ticket_id)
    if ticket.state not in OPEN_STATES:
        return Given.CLOSED
    held = ticket.policy
    if held is None or held.lineage != policy.lineage or held.version >= policy.version:
        return Given.SAME
    sheet = ClockSheet.of(ticket)
    before = dict(sheet.values)
    adopt(sheet, policy, at)
    ticket.policy = policy
    Ticket.objects.filter(pk=ticket.pk).update(policy=policy)
    sheet.save(at)
    changed = effects(before, sheet.values, at)
    moves = moves_of(changed)
    row.earlier, row.later, row.withdrawn, row.late = moves.earlier, moves.later, moves.withdrawn, moves.late
    facts = {one.metric: [_stamp(one.due_before), _stamp(one.due_after)] for one in changed}
    record(actor, ADOPTED, ticket, {"policy": [held.audit_label, policy.audit_label], **facts}, reason)
    return Given.DONE


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
