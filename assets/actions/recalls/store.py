"""The beats the actions on recalls share: lock, move the state on, keep the deadlines, save, record."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from assets.actions.store import refuse_stale
from assets.choices import RecallClass, RecallState
from assets.models import RecallCase, RecallLine
from assets.rules import openfda
from assets.rules.recall_clocks import Deadlines, deadlines_for
from assets.rules.recall_keys import case_number
from assets.rules.recall_lifecycle import LIFECYCLE
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.errors import IllegalTransition, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.worktime import Calendar
from hospital_itsm.people.calendars import newest_calendars

NOTHING_DUE: Final = datetime(9999, 12, 31, tzinfo=UTC)
BUSINESS: Final = "BUS"
LONGEST: Final = 400


@step
def lock_case(key: str, actor: Any, version: int | None = None) -> RecallCase:
    """Lock and return a case the actor may see.

    Raises RecallCase.DoesNotExist, StaleVersion when `version` is given and is not the stored one.
    """
    cases = RecallCase.objects.visible_to(actor).select_related("notice", "assignee")
    case: RecallCase = cases.select_for_update(of=("self", "notice")).get(pk=case_number(key))
    refuse_stale(case, version)
    return case


@step
def lock_line(case: RecallCase, tag: str, version: int | None = None) -> RecallLine:
    """Lock and return the line of a device, its case being locked already. Raises RecallLine.DoesNotExist."""
    lines = RecallLine.objects.filter(case=case).select_related("asset__model", "asset__location")
    line: RecallLine = lines.select_for_update(of=("self",)).get(asset__tag=tag.strip().upper())
    line.case = case
    refuse_stale(line, version)
    return line


@step
def advance(case: RecallCase, verb: str) -> dict[str, Any]:
    """Move the state on as far as the table leads there from here; what was changed."""
    row = LIFECYCLE.find(verb, case.state)
    if row is None or row.to == case.state:
        return {}
    old, case.state = case.state, row.to
    return {"state": [old, row.to]}


@step
def take_step(case: RecallCase, verb: str) -> dict[str, Any]:
    """Move the state on. Raises IllegalTransition with what is possible."""
    if LIFECYCLE.find(verb, case.state) is None:
        raise IllegalTransition(
            _("%(key)s is %(state)s, so this is not possible now.")
            % {"key": case.key, "state": case.get_state_display().lower()},
            [row.verb for row in LIFECYCLE.allowed(case.state)],
        )
    return advance(case, verb)


@step
def save_case(
    case: RecallCase, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = ""
) -> None:
    """Keep the next deadline, save everything, raise the version and record the entry."""
    case.next_due_at = next_due(case)
    case.version += 1
    case.save()
    record(actor, verb, case, changes, reason)


@step
def save_line(line: RecallLine, changes: Mapping[str, Any], *, actor: Any, verb: str) -> None:
    """Save everything, raise the version and record the entry."""
    line.version += 1
    line.save()
    record(actor, verb, line, changes)


@step
def next_due(case: RecallCase) -> datetime:
    """The earliest deadline that is still open."""
    if case.state == RecallState.CLOSED:
        return NOTHING_DUE
    if case.triaged_at is None:
        return min(case.triage_by, case.mitigate_by)
    return case.close_by if case.mitigated_at else case.mitigate_by


@step
def deadlines(recall_class: str, at: datetime) -> Deadlines:
    """Deadlines of a class counted from an instant, over the hospital's business days."""
    return deadlines_for(openfda.RecallClass(recall_class or RecallClass.ONE), at, business_days())


@step
def put_deadlines(case: RecallCase, wanted: Deadlines) -> None:
    """Set the three deadlines of a case."""
    case.triage_by, case.mitigate_by, case.close_by = wanted.triage, wanted.mitigate, wanted.close


@step
def business_days() -> Calendar:
    """The hospital's business calendar as it holds now."""
    return newest_calendars().get(lineage=BUSINESS).as_value()


@step
def said(name: str, text: str, *, missing: str = "") -> str:
    """A sentence a person typed, cleaned and without patient data.

    Raises ValueRefused where it is too long, or missing although `missing` says what to do about that.
    """
    words = guard(one_line(text), field=name).text
    if missing and not words:
        raise ValueRefused({name: missing})
    if len(words) > LONGEST:
        raise ValueRefused({name: _("Shorten it to %(most)d characters.") % {"most": LONGEST}})
    return words
