"""Telling clinical engineering about recalls: keys, classes, counts and times only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from assets.choices import RecallClass
from assets.models import RecallCase, RecallLine
from hospital_itsm.audit.actions import step
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.audience import holders_of_any

MANAGERS: Final = "recall.manage"
HANDS: Final = "asset.release"
"""Who puts devices back into service is clinical engineering."""
PRIVACY: Final = "ticket.read_privacy"


@step
def tell_received(case: RecallCase, devices: int, *, actor: Any) -> None:
    """A new case with devices: managers always, all of clinical engineering on the clock of class I."""
    wanted = [MANAGERS, HANDS] if case.clock_class == RecallClass.ONE else [MANAGERS]
    payload = {"recall": case.key, "level": _level(case), "devices": devices, "due_at": case.triage_by}
    _tell(actor, "recall.received", holders_of_any(wanted), payload, f"{case.pk}")


@step
def tell_class(case: RecallCase, old: str, *, actor: Any) -> None:
    """A class that is graver than it was: everybody is alerted anew."""
    payload = {
        "recall": case.key,
        "old": RecallClass(old).label,
        "level": _level(case),
        "due_at": case.mitigate_by,
    }
    dedupe = f"{case.pk}:{case.notice.recall_class}:{case.notice.version}"
    _tell(actor, "recall.raised", holders_of_any([MANAGERS, HANDS]), payload, dedupe)


@step
def tell_assigned(case: RecallCase, *, actor: Any) -> None:
    """The one who has it now."""
    if case.assignee is not None:
        payload = {"recall": case.key, "level": _level(case), "due_at": case.next_due_at}
        _tell(actor, "recall.assigned", [case.assignee], payload, f"{case.pk}:{case.version}")


@step
def tell_overdue(case: RecallCase, what: str, due_at: datetime, *, actor: Any) -> None:
    """A deadline has passed: once for each."""
    people = [*holders_of_any([MANAGERS]), *([case.assignee] if case.assignee else [])]
    payload = {"recall": case.key, "level": _level(case), "what": what, "due_at": due_at}
    _tell(actor, "recall.overdue", people, payload, f"{case.pk}:{due_at.isoformat()}")


@step
def tell_lost(line: RecallLine, *, actor: Any) -> None:
    """A device is lost; where it may hold patient data, privacy is told as well."""
    wanted = [MANAGERS, HANDS] if line.asset.stores_phi == "no" else [MANAGERS, HANDS, PRIVACY]
    payload = {"recall": line.case.key, "tag": line.asset.tag}
    _tell(actor, "recall.lost", holders_of_any(wanted), payload, f"{line.pk}")


@step
def tell_log(count: int, week: str, *, actor: Any) -> None:
    """How many notices of a week were about nothing we have."""
    _tell(actor, "recall.log", holders_of_any([MANAGERS]), {"notices": count}, week)


def _level(case: RecallCase) -> str:
    """The class in words."""
    return str(RecallClass(case.notice.recall_class).label)


def _tell(actor: Any, kind: str, people: Iterable[Any], payload: dict[str, Any], dedupe: str) -> None:
    tell(actor=actor, kind=kind, recipients=people, payload=payload, dedupe=dedupe)
