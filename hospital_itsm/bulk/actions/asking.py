"""Asking for a bulk change of chosen tickets: its values are judged once, before any ticket is touched."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.bulk.choices import CHANGES, WAITS, ChangeKind, Stage, Step
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.rules.size import is_big, number_in_words, says_number
from hospital_itsm.bulk.wording import MENDS, PHI, UNSEEN
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.links.choices import Relation
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.outbox.wake import wake
from tickets.actions.reasons import LONGEST_REASON
from tickets.models import Ticket
from tickets.queries.search import exact_key
from tickets.rules.closing import CAUSES, CLOSE_CODES

CHANGE_JOB: Final = "bulk.change"
TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"
TEXTS: Final = ("reason", "message")
LONGEST_MESSAGE: Final = 4000
SPEAKS: Final = "speaks"
"""Set among the values where requesters get words by it, which nobody takes back."""

Given = Mapping[str, Any]


@action("bulk.ask", gettext_lazy("changed many tickets"))
def ask(change: BulkChange, *, actor: Any, given: Given, typed: str | None = None) -> BulkChange:
    """Let the chosen tickets be changed so; `typed` is what a person typed to confirm a big number, None over REST.

    A job works them; who asks for a small change works that job at once. Raises Forbidden, Conflict where it was
    asked for before, ValueRefused, TooMany.
    """
    change = BulkChange.objects.visible_to(actor).select_for_update().get(pk=change.pk)
    require(actor, "bulk.change", change)
    if change.kind not in CHANGES:
        raise Conflict(_("These tickets were chosen to be exported. Choose them again to change them."))
    if change.stage != Stage.CHOSEN:
        raise Conflict(_("This change was asked for before. Look at what became of it."))
    values = checked(change.kind, given, actor)
    if typed is not None and is_big(change.count) and not says_number(typed, change.count):
        words = _("Type %(words)s, or %(count)d.")
        said = {"words": number_in_words(change.count), "count": change.count}
        raise ValueRefused({"typed": words % said})
    change.given, change.stage, change.asked_at = values, Stage.RUNNING, timezone.now()
    change.job = begin(CHANGE_JOB, change, actor)
    change.save(update_fields=["given", "stage", "asked_at", "job"])
    record(actor, "bulk.ask", change, {"kind": change.kind, "tickets": change.count, **_told(values)})
    return change


@step
def begin(kind: str, change: BulkChange, actor: Any) -> Job:
    """The job that works the tickets of a change; a big one wakes a worker. Raises TooMany."""
    job = start(kind, {"change": change.pk}, actor=actor, back=change.get_absolute_url())
    if is_big(change.count):
        transaction.on_commit(partial(wake, TASK, queue="reports"))
    return job


@step
def checked(kind: str, given: Given, actor: Any) -> dict[str, Any]:
    """The values of this kind of change as they are kept. Raises ValueRefused naming each that is missing or wrong."""
    if kind == ChangeKind.ASSIGN and "assignee" not in given:
        raise ValueRefused({"assignee": str(MENDS["assignee"])})
    wanted = {name: value for name, value in given.items() if value not in (None, "")}
    values: dict[str, Any] = _CHECKS[ChangeKind(kind)](wanted, actor)
    texts: dict[str, Any] = {name: str(values[name]).strip() for name in TEXTS if name in values}
    longest = {"reason": LONGEST_REASON, "message": LONGEST_MESSAGE}
    if long := {name for name, text in texts.items() if len(text) > longest[name]}:
        raise ValueRefused(
            {name: _("Shorten it to %(most)d characters.") % {"most": longest[name]} for name in long}
        )
    for name, text in texts.items():
        if guard_fields({name: text}, channel="page").types:
            raise ValueRefused({name: str(PHI)})
    return {**values, **texts}


def _told(values: Given) -> dict[str, Any]:
    """What the trail keeps: of words a digest and the length."""
    return {name: free_text(value) if name in TEXTS else value for name, value in values.items()}


def _need(wanted: Given, *names: str) -> dict[str, Any]:
    """The named values. Raises ValueRefused for each that is missing."""
    missing = [name for name in names if not str(wanted.get(name, "")).strip()]
    if missing:
        raise ValueRefused({name: str(MENDS[name]) for name in missing})
    return {name: wanted[name] for name in names}


def _take(wanted: Given, actor: Any) -> dict[str, Any]:
    return {}


def _assign(wanted: Given, actor: Any) -> dict[str, Any]:
    """Nobody is a choice, too: back to the team."""
    assignee = wanted.get("assignee")
    return {"assignee": assignee.username if assignee is not None else ""}


def _team(wanted: Given, actor: Any) -> dict[str, Any]:
    values = _need(wanted, "team", "reason")
    return {**values, "team": values["team"].code}


def _priority(wanted: Given, actor: Any) -> dict[str, Any]:
    values = _need(wanted, "priority", "reason")
    if values["priority"] not in (1, 2, 3, 4):
        raise ValueRefused({"priority": str(MENDS["priority"])})
    return values


def _state(wanted: Given, actor: Any) -> dict[str, Any]:
    chosen = _need(wanted, "step")["step"]
    if chosen not in Step.values:
        raise ValueRefused({"step": str(MENDS["step"])})
    values: dict[str, Any] = {"step": str(chosen)}
    if chosen in WAITS:
        values |= _need(wanted, "reason", "until")
        values["until"] = _until(wanted)
        if chosen == Step.WAIT_VENDOR and wanted.get("vendor") is not None:
            values["vendor"] = wanted["vendor"].pk
    elif chosen == Step.RESOLVE:
        values |= _need(wanted, "close_code", "cause", "message") | {SPEAKS: True}
        codes = {"close_code": CLOSE_CODES, "cause": CAUSES}
        if unknown := [name for name, known in codes.items() if values[name] not in known]:
            raise ValueRefused({name: _("Choose one of the listed values.") for name in unknown})
    elif chosen == Step.CANCEL:
        values |= _need(wanted, "reason")
    return values


def _macro(wanted: Given, actor: Any) -> dict[str, Any]:
    row = usable(actor).filter(pk=_need(wanted, "macro")["macro"]).first()
    if row is None:
        raise ValueRefused({"macro": str(MENDS["macro"])})
    speaks = {SPEAKS: True} if row.reply else {}
    return {"macro": row.pk, "macro_version": row.version, **speaks}


def _merge(wanted: Given, actor: Any) -> dict[str, Any]:
    key = exact_key(str(_need(wanted, "into")["into"]))
    if not key or not Ticket.objects.on_desk(actor).filter(key=key).exists():
        raise ValueRefused({"into": str(UNSEEN)})
    return {"into": key, **({"reason": wanted["reason"]} if wanted.get("reason") else {})}


def _link(wanted: Given, actor: Any) -> dict[str, Any]:
    values = _need(wanted, "relation", "other")
    if values["relation"] not in Relation.values:
        raise ValueRefused({"relation": str(MENDS["relation"])})
    key = exact_key(str(values["other"]))
    if not key or not Ticket.objects.on_desk(actor).filter(key=key).exists():
        raise ValueRefused({"other": str(UNSEEN)})
    return {"relation": str(values["relation"]), "other": key}


def _snooze(wanted: Given, actor: Any) -> dict[str, Any]:
    return {"until": _until(wanted)}


def _until(wanted: Given) -> str:
    """A time that is still ahead, as text. Raises ValueRefused."""
    until = _need(wanted, "until")["until"]
    if not isinstance(until, datetime) or until <= timezone.now():
        raise ValueRefused({"until": str(MENDS["until"])})
    return until.isoformat()


_CHECKS: Final[dict[ChangeKind, Callable[[Given, Any], dict[str, Any]]]] = {
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
