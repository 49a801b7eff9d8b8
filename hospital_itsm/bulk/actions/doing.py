"""Changing one of the chosen tickets: the action a person takes by hand, as the person who asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.bulk.actions.before import Before, remember
from hospital_itsm.bulk.choices import ChangeKind, Outcome, Step
from hospital_itsm.bulk.models import BulkRow
from hospital_itsm.bulk.wording import FAILED, GONE, STALE
from hospital_itsm.core.errors import Refused, StaleVersion, ValueRefused
from hospital_itsm.following.actions.snoozes import snooze
from hospital_itsm.following.queries.snoozes import rest_of
from hospital_itsm.links.actions.links import make_link
from hospital_itsm.links.queries.links import link_between
from hospital_itsm.macros.actions.running import run_macro
from hospital_itsm.macros.models import Macro
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.people.models import Team, User
from tickets.actions.merging import merge
from tickets.actions.priority import set_priority
from tickets.actions.store import lock
from tickets.actions.transitions import transition
from tickets.actions.working import assign, set_team, take
from tickets.choices import State
from tickets.models import Ticket
from tickets.rules.lifecycle import PENDING
from vendors.models import Vendor

BESIDE_THE_TICKET: Final = (ChangeKind.SNOOZE, ChangeKind.LINK)
"""Kinds that are stored beside the ticket, whose version stays."""
LONGEST_WORDS: Final = 400
GONE_ROWS: Final = (Ticket.DoesNotExist, Macro.DoesNotExist)
STATES: Final = {
    Step.BEGIN: State.IN_PROGRESS,
    Step.WAIT_VENDOR: State.PENDING_VENDOR,
    Step.WAIT_PARTS: State.PENDING_PARTS,
    Step.WAIT_CHANGE: State.PENDING_CHANGE,
    Step.SCHEDULE: State.PENDING_SCHEDULED,
    Step.RESOLVE: State.RESOLVED,
    Step.CANCEL: State.CANCELLED,
}

log = structlog.get_logger(__name__)


@dataclass
class Task:
    """What is done to each ticket: the kind, its kept values, and who does it."""

    kind: str
    given: Mapping[str, Any]
    actor: Any

    @cached_property
    def rows(self) -> dict[str, Any]:
        """What the values name. Raises ValueRefused where it is no longer there."""
        found: dict[str, Any] = {}
        if self.given.get("assignee"):
            found["assignee"] = User.objects.filter(username=self.given["assignee"]).first()
        if "team" in self.given:
            found["team"] = Team.objects.filter(code=self.given["team"]).first()
        if "vendor" in self.given:
            found["vendor"] = Vendor.objects.filter(pk=self.given["vendor"]).first()
        if "macro" in self.given:
            found["macro"] = usable(self.actor).filter(pk=self.given["macro"]).first()
        if gone := [name for name, row in found.items() if row is None]:
            raise ValueRefused({name: _("What was chosen is not there any more.") for name in gone})
        if "macro" in found and found["macro"].version != self.given["macro_version"]:
            raise ValueRefused({"macro": _("The macro was changed meanwhile. Look at it, then ask again.")})
        return found

    def is_done(self, ticket: Ticket) -> bool:
        """Does the ticket stand so already?"""
        match self.kind:
            case ChangeKind.TAKE:
                return bool(ticket.assignee_id == self.actor.pk)
            case ChangeKind.ASSIGN:
                wanted = self.rows.get("assignee")
                return bool(ticket.assignee_id == (wanted.pk if wanted else None))
            case ChangeKind.TEAM:
                return ticket.team_id == self.rows["team"].pk and ticket.joint_team_id is None
            case ChangeKind.PRIORITY:
                return bool(ticket.priority == self.given["priority"])
            case ChangeKind.SNOOZE:
                rest = rest_of(ticket)
                return rest is not None and rest.until.isoformat() == self.given["until"]
            case ChangeKind.LINK:
                return link_between(ticket, self.given["relation"], self.given["other"]) is not None
            case ChangeKind.STATE:
                return bool(ticket.state == STATES[Step(self.given["step"])])
        return False


@housekeeping("the actions it is made of leave the trail; what became of the ticket is kept beside it")
def do_row(pk: int, *, actor: Any, task: Task) -> str:
    """Change the ticket of this row, unless that was done before, and keep what became of it; its outcome.

    Both are in one transaction, so that a row is done once, whatever is killed. A lost database is raised.
    """
    row = BulkRow.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=pk)
    if row.outcome != Outcome.WAITING:
        return str(row.outcome)
    try:
        with transaction.atomic():
            row.outcome, row.before, row.after_version = do_ticket(row.ticket.key, task, row.version)
    except Exception as refusal:
        row.outcome, row.words = Outcome.REFUSED, words_of(refusal, row.ticket_id)
    row.save(update_fields=["outcome", "words", "before", "after_version"])
    return str(row.outcome)


@step
def words_of(refusal: Exception, ticket: int) -> str:
    """Why a ticket was left alone. Raises again what no ticket is to blame for."""
    if isinstance(refusal, OperationalError | InterfaceError):
        raise refusal
    if isinstance(refusal, GONE_ROWS):
        return str(GONE)
    if isinstance(refusal, StaleVersion):
        return str(STALE)
    if isinstance(refusal, Refused):
        return str(refusal.message)[:LONGEST_WORDS]
    log.error("bulk.row_failed", ticket=ticket, error=type(refusal).__name__)
    return str(FAILED)


@step
def do_ticket(key: str, task: Task, version: int | None) -> tuple[Outcome, Before | None, int | None]:
    """Change one ticket: what became of it, how it stood before, and its version after. Raises what its action does."""
    act = _DO[ChangeKind(task.kind)]
    if task.kind == ChangeKind.MERGE:
        act(key, task, version)
        return Outcome.DONE, None, _version(key)
    ticket = lock(key, task.actor, version)
    if task.is_done(ticket):
        return Outcome.SAME, None, None
    before = remember(ticket, task.kind)
    act(key, task, version)
    after = _version(key)
    if after == ticket.version and task.kind not in BESIDE_THE_TICKET:
        return Outcome.SAME, None, None
    return Outcome.DONE, before, after


def _version(key: str) -> int:
    return int(Ticket.objects.values_list("version", flat=True).get(key=key))


def _take(key: str, task: Task, version: int | None) -> None:
    take(key, actor=task.actor, version=version)


def _assign(key: str, task: Task, version: int | None) -> None:
    assign(key, actor=task.actor, assignee=task.rows.get("assignee"), version=version)


def _team(key: str, task: Task, version: int | None) -> None:
    set_team(key, actor=task.actor, team=task.rows["team"], reason=task.given["reason"], version=version)


def _priority(key: str, task: Task, version: int | None) -> None:
    given = task.given
    set_priority(key, actor=task.actor, priority=given["priority"], reason=given["reason"], version=version)


def _state(key: str, task: Task, version: int | None) -> None:
    given = {
        name: task.given[name] for name in ("reason", "message", "close_code", "cause") if name in task.given
    }
    verb = str(task.given["step"])
    if verb == Step.BEGIN:
        verb = "resume" if Ticket.objects.only("state").get(key=key).state in PENDING else "start"
    if "until" in task.given:
        given["until"] = datetime.fromisoformat(task.given["until"])
    transition(key, actor=task.actor, verb=verb, version=version, **given, **task.rows)


def _macro(key: str, task: Task, version: int | None) -> None:
    run_macro(key, actor=task.actor, macro=task.rows["macro"].pk, version=version)


def _merge(key: str, task: Task, version: int | None) -> None:
    merge(
        key, actor=task.actor, into=task.given["into"], version=version, reason=task.given.get("reason", "")
    )


def _link(key: str, task: Task, version: int | None) -> None:
    make_link(key, actor=task.actor, relation=task.given["relation"], other=task.given["other"])


def _snooze(key: str, task: Task, version: int | None) -> None:
    snooze(key, actor=task.actor, until=datetime.fromisoformat(task.given["until"]), version=version)


_DO: Final[dict[ChangeKind, Callable[[str, Task, int | None], None]]] = {
    ChangeKind.TAKE: _take,
    ChangeKind.ASSIGN: _assign,
    ChangeKind.TEAM: _team,
    ChangeKind.PRIORITY: _priority,
    ChangeKind.STATE: _state,
    ChangeKind.MACRO: _macro,
    ChangeKind.MERGE: _merge,
    ChangeKind.LINK: _link,
    ChangeKind.SNOOZE: _snooze,
}
