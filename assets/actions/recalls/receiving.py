"""Receiving a notice and opening its case; changing what it says, its class above all."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls.documents import put_document
from assets.actions.recalls.matching import put_lines
from assets.actions.recalls.store import (
    business_days,
    deadlines,
    lock_case,
    next_due,
    put_deadlines,
    save_case,
)
from assets.actions.recalls.telling import tell_class, tell_received
from assets.actions.store import faults_of, put_values, refuse_unknown
from assets.choices import NoticeOutcome, RecallClass
from assets.models import RecallCase, RecallNotice
from assets.queries.recall_inventory import Inventory
from assets.rules import openfda
from assets.rules.recall_clocks import ClassChange, Deadlines, after_change, class_change
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused

SENTENCES: Final = frozenset({"description", "codes", "reason", "action", "distribution"})
FIELDS: Final = frozenset(
    {
        *SENTENCES, "number", "reference", "event", "kind", "source", "recall_class", "firm_status", "firm",
        "product_code", "root_cause", "quantity", "initiated_on", "classified_on", "reported_on", "terminated_on",
    }
)  # fmt: skip
SCOPE: Final = frozenset({"firm", "product_code", "description", "codes"})
"""Fields that decide which devices a notice means."""


@action("recall.receive", gettext_lazy("received the recall notice"))
def receive_notice(
    *, actor: Any, fields: Mapping[str, Any], received_at: datetime | None = None, document: Any = None
) -> RecallCase:
    """Store a notice that came as a letter, an alert or in a portal, open its case and find its devices.

    `fields` are those of FIELDS; `source`, `firm` and `description` are needed. The clocks run from `received_at`,
    now where it is left out; `document` is the upload of the paper it came on. Raises Forbidden, ValueRefused.
    """
    require(actor, "recall.receive")
    now = timezone.now()
    at = received_at or now
    if at > now:
        raise ValueRefused({"received_at": _("This lies in the future. Give the time it arrived.")})
    notice, changes = new_notice(fields, actor=actor, at=at)
    notice.save()
    if document is not None:
        put_document(notice, document, actor=actor)
    case, found = open_case(notice, Inventory.read(), at=at)
    record(actor, "recall.receive", case, {**trail(changes), **found})
    tell_received(case, case.lines.count(), actor=actor)
    return case


@action("recall.change", gettext_lazy("changed the recall notice"))
def change_notice(
    key: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> RecallCase:
    """Change what a notice says. Another class moves the clocks; other products or numbers are matched anew.

    Raises RecallCase.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    case = lock_case(key, actor, version)
    require(actor, "recall.work", case)
    changes = update_notice(case.notice, fields)
    if changes:
        found = follow_changes(case, changes, Inventory.read() if SCOPE & set(changes) else None, actor=actor)
        save_case(case, {**trail(changes), **found}, actor=actor, verb="recall.change")
    return case


@step
def new_notice(fields: Mapping[str, Any], *, actor: Any, at: datetime) -> tuple[RecallNotice, dict[str, Any]]:
    """A notice not yet saved, and what was set. Raises ValueRefused naming every field at fault."""
    refuse_unknown(fields, FIELDS)
    notice = RecallNotice(received_at=at, received_by=person(actor), outcome=NoticeOutcome.CASE)
    changes = put_texts(notice, fields)
    refuse_faults(notice)
    return notice, changes


@step
def update_notice(notice: RecallNotice, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Change and save a locked notice; returns `{field: [old, new]}`. Raises ValueRefused."""
    refuse_unknown(fields, FIELDS)
    changes = put_texts(notice, fields)
    refuse_faults(notice)
    if changes:
        notice.version += 1
        notice.save()
    return changes


@step
def open_case(
    notice: RecallNotice, inventory: Inventory, *, at: datetime
) -> tuple[RecallCase, dict[str, Any]]:
    """The case of a saved notice with its lines, and counts for the trail."""
    wanted = deadlines(notice.recall_class, at)
    case = RecallCase(notice=notice, matched_at=at)
    put_deadlines(case, wanted)
    case.next_due_at = next_due(case)
    case.save()
    found = put_lines(case, inventory, at=timezone.now())
    case.save(update_fields=["excluded", "matched_at", "mitigated_at"])
    return case, found


@step
def follow_changes(
    case: RecallCase, changes: Mapping[str, Any], inventory: Inventory | None, *, actor: Any
) -> dict[str, Any]:
    """Move the clocks after another class and match after other products. The caller saves the case."""
    if "recall_class" in changes:
        _follow_class(case, changes["recall_class"][0] or "", actor=actor)
    return put_lines(case, inventory, at=timezone.now()) if inventory is not None else {}


def _follow_class(case: RecallCase, old: str, *, actor: Any) -> None:
    before, now = openfda.RecallClass(old), openfda.RecallClass(case.notice.recall_class)
    change = class_change(before, now)
    if change is ClassChange.NONE:
        return
    if change is ClassChange.RAISED:
        stood = Deadlines(case.triage_by, case.mitigate_by, case.close_by)
        put_deadlines(case, after_change(stood, now, timezone.now(), business_days()))
    else:
        put_deadlines(case, deadlines(now, case.notice.received_at))
    if change is ClassChange.RAISED or now is openfda.RecallClass.ONE:
        tell_class(case, old, actor=actor)


@step
def put_texts(notice: RecallNotice, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the fields, several lines where sentences stand."""
    return put_values(
        notice, {name: "" if value is None and name not in _DAYS else value for name, value in fields.items()}
    )


_DAYS: Final = frozenset({"initiated_on", "classified_on", "reported_on", "terminated_on"})


@step
def refuse_faults(notice: RecallNotice) -> None:
    """Raise ValueRefused naming every field at fault."""
    missing = {
        "firm": _("Give the name of the firm."),
        "description": _("Say which product the notice is about, as it stands there."),
        "source": _("Say how the notice came."),
    }
    errors = {name: words for name, words in missing.items() if not getattr(notice, name)}
    errors = {**faults_of(notice, exclude={"received_by", "outcome", *errors}), **errors}
    if notice.number and "number" not in errors:
        errors |= _number_faults(notice)
    if notice.recall_class not in RecallClass.values:
        errors["recall_class"] = _("Choose one of the listed values.")
    if errors:
        raise ValueRefused(errors)


def _number_faults(notice: RecallNotice) -> dict[str, str]:
    if not openfda.is_number(notice.number):
        return {"number": _("A recall number looks like Z-0053-2026.")}
    other = (
        RecallNotice.objects.filter(number=notice.number).exclude(pk=notice.pk).select_related("case").first()
    )
    if other is None:
        return {}
    name = other.case.key if other.outcome == NoticeOutcome.CASE else _("the log")
    return {"number": _("This number is in %(name)s already. Work it there.") % {"name": name}}


@step
def trail(changes: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit keeps: digests where sentences stand, days as text."""
    return {name: [_kept(name, one) for one in pair] for name, pair in changes.items()}


def _kept(name: str, value: Any) -> Any:
    if name in SENTENCES and isinstance(value, str):
        return free_text(value)
    return value.isoformat() if isinstance(value, date) else value
