"""Writing down time and phone calls, and correcting one's own entries."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.people.actions.setup_rows import locked, refuse_stale
from hospital_itsm.worklog.choices import EntryKind
from hospital_itsm.worklog.models import WorkEntry
from hospital_itsm.worklog.rules.time import faults
from hospital_itsm.worklog.wording import FAULTS
from tickets.actions.store import lock

CALLED: Final = "call.log"
verbs.register(CALLED, gettext_lazy("noted a phone call"))
SET: Final = ("minutes", "direction", "spoke_with", "began_at", "is_struck")


@action("work.log", gettext_lazy("noted time spent"))
def log_entry(
    key: str,
    *,
    actor: Any,
    kind: str,
    minutes: int,
    direction: str = "",
    spoke_with: str = "",
    began_at: datetime | None = None,
    phi_decision: str = "",
) -> WorkEntry:
    """Write down work or a call; it began now where no time is given, less the minutes it took.

    Raises Ticket.DoesNotExist, Forbidden, ValueRefused naming each field.
    """
    ticket = lock(key, actor)
    require(actor, "work_entry.write", ticket)
    now = timezone.now()
    entry = WorkEntry(
        ticket=ticket,
        author=actor,
        kind=kind,
        minutes=minutes,
        direction=direction,
        spoke_with=guard(spoke_with.strip(), phi_decision, field="spoke_with").text,
        began_at=began_at or now - timedelta(minutes=min(max(minutes, 0), 1440)),
        noted_at=now,
    )
    _refuse(entry, now)
    entry.save(force_insert=True)
    told = {"entry": entry.pk, "minutes": minutes, **({"direction": direction} if direction else {})}
    record(actor, CALLED if kind == EntryKind.CALL else "work.log", ticket, told)
    return entry


@action("work.correct", gettext_lazy("corrected the entry"))
def correct_entry(
    row: WorkEntry,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    phi_decision: str = "",
) -> WorkEntry:
    """Change fields of one's own entry, or strike it out; what it was stays in its history.

    Raises Ticket.DoesNotExist for a ticket the author no longer sees, Forbidden, StaleVersion, ValueRefused.
    """
    ticket = lock(row.ticket.key, actor)
    row = locked(row)
    row.ticket = ticket
    require(actor, "work_entry.correct", row)
    refuse_stale(row, version)
    given = {name: value for name, value in fields.items() if name in SET}
    if "spoke_with" in given:
        given["spoke_with"] = guard(given["spoke_with"].strip(), phi_decision, field="spoke_with").text
    before = {name: getattr(row, name) for name in given}
    changed = {name: value for name, value in given.items() if before[name] != value}
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    _refuse(row, timezone.now())
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    record(actor, "work.correct", row, {name: _told(name, before[name], changed[name]) for name in changed})
    return row


@step
def _refuse(entry: WorkEntry, now: datetime) -> None:
    found = faults(
        is_call=entry.kind == EntryKind.CALL,
        minutes=entry.minutes,
        direction=entry.direction,
        spoke_with=entry.spoke_with,
        began_at=entry.began_at,
        now=now,
    )
    if found:
        raise ValueRefused({name: str(FAULTS[code]) for name, code in found.items()})


def _told(name: str, before: Any, after: Any) -> list[Any]:
    if name == "spoke_with":
        return [free_text(before), free_text(after)]
    return [plain(before), plain(after)]
