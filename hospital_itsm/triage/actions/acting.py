"""One decision about one ticket, and taking it back: the changes of `bulk`, for a single ticket."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.bulk.actions.asking import SPEAKS, checked
from hospital_itsm.bulk.actions.doing import Task, do_ticket
from hospital_itsm.bulk.actions.undoing import undo_ticket
from hospital_itsm.bulk.choices import Outcome
from hospital_itsm.bulk.rules.undoing import undo_refusal
from hospital_itsm.bulk.wording import UNDO_REFUSED
from hospital_itsm.core.errors import Conflict

Given = Mapping[str, Any]


@housekeeping("the action it takes leaves the trail")
def decide(
    key: str, *, actor: Any, kind: str, given: Given, version: int | None = None
) -> dict[str, Any] | None:
    """Take the action of this kind on the ticket; what taking it back needs, None where the ticket stood so already.

    Raises what the action does, ValueRefused for values that are missing or wrong, StaleVersion.
    """
    task = Task(kind, checked(kind, given, actor), actor)
    outcome, before, after = do_ticket(key, task, version)
    if outcome != Outcome.DONE:
        return None
    now = timezone.now().isoformat()
    return {
        "key": key, "kind": str(kind), "given": dict(task.given), "before": before, "version": after, "at": now
    }  # fmt: skip


@housekeeping("putting the ticket back leaves the trail")
def take_back(done: Given, *, actor: Any) -> None:
    """Put the ticket back as it stood before `decide`.

    Raises Conflict once ten minutes are over or where requesters were told, StaleVersion where anybody changed it.
    """
    if code := undo_refusal(
        over_at=datetime.fromisoformat(done["at"]),
        now=timezone.now(),
        speaks=bool(done["given"].get(SPEAKS)),
        done=1,
        is_asked=False,
    ):
        raise Conflict(str(UNDO_REFUSED[code]))
    said = {name: done[name] for name in ("kind", "given", "before", "version")}
    undo_ticket(done["key"], actor=actor, **said)
