"""New versions of policies, and giving them to tickets that are open: explicit, shown first, recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.models import WorkCalendar
from tickets.actions.clock_sheet import ClockSheet
from tickets.choices import OPEN_STATES, OnRetarget, UpdateMode
from tickets.models import EscalationStep, SlaPolicy, SlaTarget, Ticket
from tickets.rules import policies, sla
from tickets.rules.effects import Effect, effects
from tickets.rules.escalation import Step
from tickets.rules.targets import Target

ADOPTED = "clock.adopt_policy"
verbs.register(ADOPTED, gettext_lazy("got the new version of its promises"))
FROM_OPENING_COUNTED = (sla.RESPONSE, sla.RESTORE, sla.FULFIL)


@dataclass(frozen=True)
class PolicyDraft:
    """A policy to publish; `Target.calendar` names a calendar by its lineage, whose newest version is taken."""

    lineage: str
    name: str
    targets: Sequence[Target]
    steps: Sequence[Step]
    position: int = 100
    conditions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    update_mode: str = UpdateMode.CADENCE
    on_retarget: str = OnRetarget.FROM_OPENING


@action("policy.publish", gettext_lazy("published a version of the promises"))
def publish_policy(draft: PolicyDraft, *, actor: Any, effective_from: datetime) -> SlaPolicy:
    """Insert the next version of a policy; open tickets keep the version they have.

    Raises ValueRefused for a calendar that is unknown or has no working hours, and for unknown conditions.
    """
    require(actor, "setup.manage")
    calendars = _calendars(draft)
    if set(draft.conditions) - set(policies.CONDITIONS):
        raise ValueRefused({"conditions": _("Choose among: %s.") % ", ".join(policies.CONDITIONS)})
    newest = SlaPolicy.objects.filter(lineage=draft.lineage).aggregate(version=Max("version"))["version"] or 0
    policy = SlaPolicy.objects.create(
        lineage=draft.lineage,
        version=newest + 1,
        name=draft.name,
        position=draft.position,
        conditions={name: list(codes) for name, codes in draft.conditions.items()},
        update_mode=draft.update_mode,
        on_retarget=draft.on_retarget,
        effective_from=effective_from,
    )
    SlaTarget.objects.bulk_create(_target_row(policy, row, calendars[row.calendar]) for row in draft.targets)
    EscalationStep.objects.bulk_create(_step_row(policy, row, place) for place, row in enumerate(draft.steps))
    record(actor, "policy.publish", policy, {"version": [newest or None, policy.version]})
    return policy


@housekeeping("shows what a policy would do and changes nothing")
def preview_policy(policy: SlaPolicy, *, actor: Any, at: datetime) -> dict[str, tuple[Effect, ...]]:
    """What giving this version to the open tickets of its lineage would do: ticket number to changed promises."""
    require(actor, "setup.manage")
    found = {}
    for ticket in _open_tickets(policy):
        sheet = ClockSheet.of(ticket)
        before = dict(sheet.values)
        _adopt(sheet, policy, at)
        found[ticket.key] = effects(before, sheet.values, at)
    return {key: changed for key, changed in found.items() if changed}


@action("policy.apply", gettext_lazy("gave open tickets the new promises"))
def apply_policy(policy: SlaPolicy, *, actor: Any, at: datetime) -> int:
    """Give this version to the open tickets of its lineage; return how many got it.

    Time already used stays as it was counted, the new hours and targets hold from `at`; ended clocks never change.
    """
    require(actor, "setup.manage")
    count = 0
    for ticket in _open_tickets(policy).select_for_update(of=("self",)):
        _give(ticket, policy, at, actor)
        count += 1
    record(actor, "policy.apply", policy, {"tickets": count})
    return count


def _give(ticket: Ticket, policy: SlaPolicy, at: datetime, actor: Any) -> None:
    sheet = ClockSheet.of(ticket)
    before = dict(sheet.values)
    former = sheet.policy
    _adopt(sheet, policy, at)
    ticket.policy = policy
    Ticket.objects.filter(pk=ticket.pk).update(policy=policy)
    sheet.save(at)
    changed = {
        one.metric: [_stamp(one.due_before), _stamp(one.due_after)]
        for one in effects(before, sheet.values, at)
    }
    record(actor, ADOPTED, ticket, {"policy": [former and former.audit_label, policy.audit_label], **changed})


def _adopt(sheet: ClockSheet, policy: SlaPolicy, at: datetime) -> None:
    sheet.policy = policy
    wanted = {(row.metric, row.priority, row.variant): row for row in sheet.promises.targets}
    for metric in [name for name in sheet.values if sheet.is_open(name)]:
        had = sheet.targets[metric]
        target = wanted.get((metric, had.priority, had.variant))
        if target is None or not target.promises:
            sheet.change(metric, at, lambda clock: sla.cancel(clock, at))
        else:
            _adopt_one(sheet, metric, target, at)


def _adopt_one(sheet: ClockSheet, metric: str, target: Target, at: datetime) -> None:
    opening = metric in FROM_OPENING_COUNTED
    time = sheet.time_for(target, sheet.ticket.opened_at if opening else sheet.values[metric].counted_from)
    calendar = sheet.promises.calendars[target.calendar]
    sheet.give_target(metric, target, at, lambda clock: sla.change_calendar(clock, calendar, time, at))


def _open_tickets(policy: SlaPolicy) -> QuerySet[Ticket]:
    older = Ticket.objects.filter(policy__lineage=policy.lineage, state__in=OPEN_STATES).exclude(
        policy=policy
    )
    return older.order_by("pk")


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


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
