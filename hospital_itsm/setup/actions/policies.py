"""New versions of policies, and giving them to tickets that are open: explicit, shown first, recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.actions.setup_rows import CODE, refuse_stale
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.setup.policy_drafts import PolicyDraft, draft_of
from hospital_itsm.setup.queries.policies import newest_policies, open_tickets_of_older
from hospital_itsm.setup.rules.written_times import write_time
from tickets.actions.clock_sheet import ClockSheet
from tickets.models import EscalationStep, SlaPolicy, SlaTarget, Ticket
from tickets.rules import policies, sla
from tickets.rules.effects import Effect, effects
from tickets.rules.escalation import Step
from tickets.rules.targets import Target

ADOPTED = "clock.adopt_policy"
verbs.register(ADOPTED, gettext_lazy("got the new version of its promises"))
LONGEST_CODE = 40
FROM_OPENING_COUNTED = (sla.RESPONSE, sla.RESTORE, sla.FULFIL)


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


@housekeeping("shows what a policy would do and changes nothing")
def preview_policy(
    policy: SlaPolicy, *, actor: Any, at: datetime, most: int | None = None
) -> dict[str, tuple[Effect, ...]]:
    """What giving this version to the open tickets of its lineage would do: ticket number to changed promises.

    `most` looks at that many of them only, the oldest first.
    """
    require(actor, "setup.manage")
    found = {}
    for ticket in open_tickets_of_older(policy)[:most]:
        sheet = ClockSheet.of(ticket)
        before = dict(sheet.values)
        _adopt(sheet, policy, at)
        found[ticket.key] = effects(before, sheet.values, at)
    return {key: changed for key, changed in found.items() if changed}


@action("policy.apply", gettext_lazy("gave open tickets the new promises"))
def apply_policy(policy: SlaPolicy, *, actor: Any, at: datetime, most: int | None = None) -> int:
    """Give this version to the open tickets of its lineage, or to the `most` oldest; return how many got it.

    Time already used stays as it was counted, the new hours and targets hold from `at`; ended clocks never change.
    """
    require(actor, "setup.manage")
    count = 0
    for ticket in open_tickets_of_older(policy).select_for_update(of=("self",))[:most]:
        _give(ticket, policy, at, actor)
        count += 1
    record(actor, "policy.apply", policy, {"tickets": count})
    return count


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


def _promises_counted_in(calendar: WorkCalendar) -> Iterator[str]:
    used = SlaTarget.objects.filter(calendar__lineage=calendar.lineage, policy__in=newest_policies())
    names = sorted(set(used.values_list("policy__name", flat=True)))
    if names:
        yield _("%s is counted in it. Publish it with another calendar first.") % ", ".join(names)


obstacles.register(WorkCalendar, _promises_counted_in)
