"""New versions of policies. Open tickets keep theirs until somebody gives them the new one (`giving`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.actions.setup_rows import CODE, refuse_stale
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.policy_drafts import PolicyDraft, draft_of
from hospital_itsm.setup.queries.policies import newest_policies
from hospital_itsm.setup.rules.written_times import write_time
from tickets.models import EscalationStep, SlaPolicy, SlaTarget
from tickets.rules import policies
from tickets.rules.escalation import Step
from tickets.rules.targets import Target

LONGEST_CODE = 40


@action("policy.publish", gettext_lazy("published a version of the promises"))
def publish_policy(
    draft: PolicyDraft, *, actor: Any, effective_from: datetime, version: int | None = None
) -> SlaPolicy:
    """Insert the next version of a policy; open tickets keep the version they have.

    `version` is the one its reader saw, 0 for a new policy, None for whoever means the newest. Raises ValueRefused
    for a calendar that is unknown or has no working hours, for unknown conditions and a code that is taken,
    StaleVersion.
    """
    require(actor, "setup.manage")
    former = _former(draft.lineage, version)
    policy = _insert(draft, former, effective_from)
    version_change = {"version": [former and former.version, policy.version]}
    record(actor, "policy.publish", policy, {**version_change, **_changed_targets(former, draft)})
    return policy


@step
def publish_next(draft: PolicyDraft, *, effective_from: datetime, version: int) -> SlaPolicy:
    """Insert the version after the one its reader saw; the caller's action records it. Raises StaleVersion."""
    return _insert(draft, _former(draft.lineage, version), effective_from)


def _insert(draft: PolicyDraft, former: SlaPolicy | None, effective_from: datetime) -> SlaPolicy:
    """Store the draft as the version after `former`."""
    calendars = _calendars(draft)
    if set(draft.conditions) - set(policies.CONDITIONS):
        raise ValueRefused({"conditions": _("Choose among: %s.") % ", ".join(policies.CONDITIONS)})
    policy = SlaPolicy.objects.create(
        lineage=draft.lineage,
        version=former.version + 1 if former else 1,
        name=draft.name,
        position=draft.position,
        conditions={name: list(codes) for name, codes in draft.conditions.items()},
        update_mode=draft.update_mode,
        on_retarget=draft.on_retarget,
        effective_from=effective_from,
        is_active=draft.is_active,
    )
    SlaTarget.objects.bulk_create(_target_row(policy, row, calendars[row.calendar]) for row in draft.targets)
    EscalationStep.objects.bulk_create(_step_row(policy, row, place) for place, row in enumerate(draft.steps))
    return policy


@action("policy.retire", gettext_lazy("retired the promises"))
def retire_policy(policy: SlaPolicy, *, actor: Any, at: datetime) -> SlaPolicy:
    """Give a policy to no ticket opened after `at`: the next version says so, because a stored one never changes.

    Raises Conflict for the last one that holds for every ticket.
    """
    return _set_active(policy, False, actor, at, "policy.retire")


@action("policy.restore", gettext_lazy("took the promises back into use"))
def restore_policy(policy: SlaPolicy, *, actor: Any, at: datetime) -> SlaPolicy:
    """Give a retired policy to new tickets again, with a version that says so."""
    return _set_active(policy, True, actor, at, "policy.restore")


def _set_active(policy: SlaPolicy, active: bool, actor: Any, at: datetime, verb: str) -> SlaPolicy:
    require(actor, "setup.manage", policy)
    former = _former(policy.lineage, None)
    if former is None or former.is_active == active:
        return policy
    others = [one for one in newest_policies().exclude(pk=former.pk) if not one.conditions]
    if not active and not former.conditions and not others:
        raise Conflict(_("Every ticket needs a promise. Publish another one without conditions first."))
    changed = _insert(replace(draft_of(former), is_active=active), former, at)
    record(actor, verb, changed, {"is_active": [not active, active]})
    return changed


def _former(lineage: str, version: int | None) -> SlaPolicy | None:
    """The version that holds, locked: two editors of one policy wait for each other."""
    rows = SlaPolicy.objects.select_for_update().filter(lineage__iexact=lineage)
    former = rows.order_by("-version").first()
    if former is None:
        if not CODE.match(lineage) or len(lineage) > LONGEST_CODE:
            raise ValueRefused({"code": _("Use up to 40 letters, digits, dots, hyphens and slashes.")})
    elif version == 0:
        raise ValueRefused({"code": _("%s has this code already. Choose another.") % former.name})
    else:
        refuse_stale(former, version)
    return former


def _changed_targets(former: SlaPolicy | None, draft: PolicyDraft) -> dict[str, list[str]]:
    """The times that differ from the version before, for the trail."""
    if former is None:
        return {}
    rows = former.targets.select_related("calendar")
    before = {_place(row): _words(row, row.calendar.lineage) for row in rows}
    after = {_place(row): _words(row, row.calendar) for row in draft.targets}
    return {
        place: [before.get(place, ""), after.get(place, "")]
        for place in sorted({*before, *after})
        if before.get(place) != after.get(place)
    }


def _place(row: Any) -> str:
    return f"{row.metric} P{row.priority} {row.variant}".rstrip()


def _words(row: Any, calendar: str) -> str:
    first = f", first {write_time(row.first_minutes, None)}" if row.first_minutes else ""
    return f"{write_time(row.minutes, row.business_days)}{first} in {calendar}"


def _calendars(draft: PolicyDraft) -> dict[str, WorkCalendar]:
    wanted = {row.calendar for row in draft.targets}
    rows = WorkCalendar.objects.filter(lineage__in=wanted).order_by("lineage", "-version").distinct("lineage")
    found = {row.lineage: row for row in rows}
    if missing := wanted - set(found):
        raise ValueRefused(
            {"calendar": _("No calendar is called %s. Add it first.") % ", ".join(sorted(missing))}
        )
    if idle := [name for name, row in found.items() if not row.as_value().has_working_time]:
        raise ValueRefused(
            {"calendar": _("%s has no working hours. Give it at least one window.") % ", ".join(sorted(idle))}
        )
    return found


def _target_row(policy: SlaPolicy, row: Target, calendar: WorkCalendar) -> SlaTarget:
    return SlaTarget(
        policy=policy,
        metric=row.metric,
        priority=row.priority,
        variant=row.variant,
        minutes=row.minutes,
        business_days=row.business_days,
        first_minutes=row.first_minutes,
        calendar=calendar,
    )


def _step_row(policy: SlaPolicy, row: Step, position: int) -> EscalationStep:
    return EscalationStep(
        policy=policy,
        metric=row.metric,
        priority=row.priority,
        position=position,
        at_percent=row.at_percent,
        at_minutes=row.at_minutes,
        anchor=row.anchor,
        action=row.action,
        audience=list(row.audience),
        needs_reason=row.needs_reason,
    )


def _promises_counted_in(calendar: WorkCalendar) -> Iterator[str]:
    used = SlaTarget.objects.filter(calendar__lineage=calendar.lineage, policy__in=newest_policies())
    names = sorted(set(used.values_list("policy__name", flat=True)))
    if names:
        yield _("%s is counted in it. Publish it with another calendar first.") % ", ".join(names)


obstacles.register(WorkCalendar, _promises_counted_in)
