"""A device-related patient event: patient first, then the device is kept as it is, and a clock of its own runs."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.store import lock_asset
from assets.actions.transitions import take_step
from assets.rules.lifecycle import LIFECYCLE
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import System, person
from hospital_itsm.core.crypto import seal
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.safety.actions.reminders import due_at
from hospital_itsm.safety.choices import EventOutcome
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import kept_words, readers
from hospital_itsm.safety.rules.reminders import STEPS, reached
from hospital_itsm.safety.rules.work_days import report_due, work_days_left
from tickets.actions.store import lock

KEPT: Final = ("settings", "accessories", "logs")
"""What is written down before anybody touches the device."""
LONGEST_KEPT, LONGEST_LINE, OLDEST_DAYS = 2_000, 120, 366
QUARANTINE: Final = System("patient-events")


@action("patient_event.note", gettext_lazy("noted a device-related patient event"))
def note_patient_event(
    key: str,
    *,
    actor: Any,
    became_aware_on: date,
    outcome: str,
    confirmed_with: str = "",
    kept: Mapping[str, str] | None = None,
    version: int | None = None,
    phi_decision: str = "",
) -> PatientEvent:
    """Note that the device of a ticket may have harmed a patient; again, to add what was not known before.

    `confirmed_with` names who of the unit confirmed that another device is on the patient: only then the device goes
    into quarantine. `kept` has words for KEPT. The earliest day anybody knew counts for the clock. Readers are told
    the number and nothing else. Raises Conflict for a ticket without a device, ValueRefused, Forbidden, StaleVersion.
    """
    ticket = lock(key, actor, version)
    require(actor, "patient_event.note", ticket)
    if ticket.asset is None:
        raise Conflict(_("Name the device first: this ticket says none."))
    words = _cleaned(kept or {}, confirmed_with, became_aware_on, outcome, phi_decision)
    at = timezone.now()
    event = PatientEvent.objects.select_for_update().filter(ticket=ticket).first()
    is_new = event is None
    event = event or PatientEvent(ticket=ticket, asset=ticket.asset, noted_by=person(actor), noted_at=at)
    changes = _put(event, became_aware_on, outcome, words, at)
    event.version += 0 if is_new else 1
    event.save()
    if event.replaced_at == at:
        _quarantine(event, actor, at)
    record(actor, "patient_event.note", event, changes)
    _tell(event, actor)
    return event


@action("patient_event.send", gettext_lazy("closed the clock of the patient event"))
def send_report(
    pk: int, *, actor: Any, sent_on: date, note: str, version: int | None = None, phi_decision: str = ""
) -> PatientEvent:
    """Note when the report went to FDA or the manufacturer and its number, or why none was due; the clock ends.

    Raises PatientEvent.DoesNotExist, Forbidden, Conflict where that is noted already, ValueRefused, StaleVersion.
    """
    event: PatientEvent = PatientEvent.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "patient_event.send", event)
    if version is not None and version != event.version:
        words = _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
        raise StaleVersion(words % {"name": event.key}, current=event.version, given=version)
    if event.sent_on is not None:
        raise Conflict(_("%(key)s is done already.") % {"key": event.key})
    text = guard_fields({"note": one_line(note)}, phi_decision).texts["note"]
    errors = {}
    if not event.became_aware_on <= sent_on <= timezone.localdate():
        errors["sent_on"] = _("Give a day from the day it was known until today.")
    if not 0 < len(text) <= 200:
        errors["note"] = _("Say in up to 200 characters to whom and under which number, or why none was due.")
    if errors:
        raise ValueRefused(errors)
    event.sent_on, event.sent_note, event.version = sent_on, text, event.version + 1
    event.save(update_fields=["sent_on", "sent_note", "version"])
    changes = {"sent_on": [None, sent_on.isoformat()], "note": free_text(text)}
    record(actor, "patient_event.send", event, changes)
    return event


def _cleaned(
    kept: Mapping[str, str], confirmed_with: str, aware: date, outcome: str, phi_decision: str
) -> dict[str, str]:
    given = {name: str(kept.get(name, "")).strip() for name in KEPT} | {
        "confirmed_with": one_line(confirmed_with)
    }
    today = timezone.localdate()
    errors = {
        name: _("Shorten it to %(most)d characters.") % {"most": most} for name, most in _too_long(given)
    }
    if not today - timedelta(days=OLDEST_DAYS) <= aware <= today:
        errors["became_aware_on"] = _("Give the day the first of the staff knew: today or before.")
    if outcome not in EventOutcome.values:
        errors["outcome"] = _("Choose one of the list.")
    if errors:
        raise ValueRefused(errors)
    return dict(guard_fields(given, phi_decision).texts)


def _too_long(given: Mapping[str, str]) -> list[tuple[str, int]]:
    limits = {**dict.fromkeys(KEPT, LONGEST_KEPT), "confirmed_with": LONGEST_LINE}
    return [(name, limits[name]) for name, text in given.items() if len(text) > limits[name]]


def _put(
    event: PatientEvent, aware: date, outcome: str, words: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    """Set what is new and return the changes, words as digests."""
    before = (event.became_aware_on, event.outcome) if event.pk else (None, None)
    event.became_aware_on = min(aware, event.became_aware_on) if event.pk else aware
    _set_due(event, at)
    event.outcome = outcome
    added = {name: words[name] for name in KEPT if words[name]}
    held = kept_words(event)
    if added:
        joined = {name: "\n".join(filter(None, (held.get(name), text))) for name, text in added.items()}
        event.sealed = seal(json.dumps({**held, **joined}))
    if words["confirmed_with"] and event.replaced_at is None:
        event.replaced_at, event.confirmed_with = at, words["confirmed_with"]
    return {
        "became_aware_on": [before[0] and before[0].isoformat(), event.became_aware_on.isoformat()],
        "outcome": [before[1], outcome],
        "replaced": event.replaced_at is not None,
        **{name: free_text(text) for name, text in added.items()},
    }


def _set_due(event: PatientEvent, at: datetime) -> None:
    """A new day begins the reminders anew, without those whose step this message takes the place of."""
    due_on = report_due(event.became_aware_on)
    if due_on == event.due_on:
        return
    event.due_on = due_on
    left = work_days_left(due_on, timezone.localdate(at))
    event.reminded = reached(left) if left > 0 else STEPS[1][0]


def _quarantine(event: PatientEvent, actor: Any, at: datetime) -> None:
    """Tag and lock the device, unless it is held already or not here; the reason is the number alone."""
    who = actor if can(actor, "asset.edit", event.asset) else QUARANTINE
    asset = lock_asset(event.asset.tag, who)
    if LIFECYCLE.find("quarantine", asset.status, asset.asset_class) is not None:
        take_step(asset, "quarantine", actor=who, at=at, needs={"reason": event.key})


def _tell(event: PatientEvent, actor: Any) -> None:
    tell(
        actor=actor,
        kind="patient_event.noted",
        recipients=readers(),
        payload={"event": event.key, "number": event.pk, "due": due_at(event)},
        dedupe=f"{event.key}:{event.version}",
    )
