"""What happens to the clocks of a ticket when something happens to the ticket (architecture §5, domain/2 §2.3).

Every function is a step: the caller's action holds the ticket's row lock, keeps the ticket's own fields and records
what it did. `at` is the instant of the event. Each writes only what changed, `Ticket.next_due_at` included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import housekeeping, step
from hospital_itsm.audit.recording import record
from tickets.actions.clock_sheet import ClockSheet
from tickets.actions.escalate import climb
from tickets.choices import State, UpdateMode
from tickets.models import Ticket
from tickets.queries.clocks import policy_for, target_facts
from tickets.rules import sla
from tickets.rules.effects import Effect, effects
from tickets.rules.lifecycle import MOST_URGENT_THAT_PAUSES, may_pause
from tickets.rules.sla import SlaClock
from tickets.rules.targets import Target, TargetFacts, targets_for

RETARGETED = "clock.retarget"
verbs.register(RETARGETED, gettext_lazy("gave the clocks new targets"))

PAUSABLE = (sla.ONSITE, sla.UPDATE, sla.RESTORE, sla.FULFIL)
FROM_OPENING_AGAIN = (sla.RESPONSE, sla.RESTORE, sla.FULFIL)
REOPENED = (sla.RESTORE, sla.FULFIL)
PAUSE_REASONS = {
    State.PENDING_REQUESTER: "requester",
    State.PENDING_VENDOR: "vendor",
    State.PENDING_SCHEDULED: "scheduled",
}


@step
def open_clocks(ticket: Ticket, actor: Any) -> None:
    """Start the clocks of a ticket just stored, at its opening, and climb the rungs due at once (pages of P1 and P2).

    Sets `ticket.policy`. Without a policy in effect the ticket has no clocks.
    """
    policy = policy_for(ticket)
    if policy is None:
        return
    sheet = ClockSheet(ticket, policy)
    for target in targets_for(target_facts(ticket, sheet.promises), sheet.promises.targets):
        sheet.begin(target, _begun(sheet, target, ticket.opened_at))
    _stretch_first_update(sheet)
    if ticket.policy_id != policy.pk:
        ticket.policy = policy
        sheet.adopt()
    sheet.save(ticket.opened_at)
    if sheet.has_rung_by(ticket.opened_at):
        climb([ticket], now=ticket.opened_at)


@step
def stop_response(ticket: Ticket, at: datetime, actor: Any) -> None:
    """Stop the response clock: a public staff message, an acknowledged page, or a person set *In progress*.

    Sets `responded_at` once; the caller saves it with the ticket's own fields.
    """
    if ticket.responded_at is None:
        ticket.responded_at = at
    _change(ticket, (sla.RESPONSE,), at, lambda clock: sla.stop_as_of(clock, at))


@step
def restart_update(ticket: Ticket, at: datetime, promised_until: datetime | None = None) -> None:
    """A public staff message went out: the next update is due a cadence later, or when the owner promised it.

    In the mode `reply_to_requester` it ends the open exchange instead. The caller caps `promised_until` with
    `rules.targets.latest_promise`.
    """
    sheet = ClockSheet.of(ticket)
    if not sheet.is_open(sla.UPDATE):
        return
    if sheet.promises.update_mode == UpdateMode.REPLY_TO_REQUESTER:
        sheet.change(sla.UPDATE, at, lambda clock: sla.staff_replied(clock, at))
    else:
        _next_round(sheet, at, promised_until)
    sheet.save(at)


@step
def requester_wrote(ticket: Ticket, at: datetime) -> None:
    """A person of the requester's side wrote: in the mode `reply_to_requester` the update clock starts.

    Never for automatic replies, internal notes or bounces.
    """
    sheet = ClockSheet.of(ticket)
    if not sheet.is_open(sla.UPDATE) or sheet.promises.update_mode != UpdateMode.REPLY_TO_REQUESTER:
        return
    if sheet.values[sla.UPDATE].status == sla.WAITING:
        sheet.keep_former(sla.UPDATE, at)
        sheet.new_round(sla.UPDATE)
    sheet.change(sla.UPDATE, at, lambda clock: sla.requester_wrote(clock, at))
    sheet.save(at)


@step
def pause(ticket: Ticket, reason: str, at: datetime) -> None:
    """Pause what may pause: nothing of P1 and P2, and never the response. `reason`: requester, vendor, scheduled."""
    sheet = ClockSheet.of(ticket)
    _pause(sheet, reason, at)
    sheet.save(at)


@step
def resume(ticket: Ticket, at: datetime) -> None:
    """Let paused clocks run on; harmless where none is paused."""
    _change(ticket, PAUSABLE, at, lambda clock: sla.resume(clock, at))


@step
def standing_of(ticket: Ticket) -> dict[str, list[str]]:
    """How each open clock stands: `{metric: [status, pause reason]}`, for `take_up_clocks`."""
    values = ClockSheet.of(ticket).values.values()
    return {value.metric: [value.status, value.pause_reason] for value in values if value.is_open}


@step
def take_up_clocks(ticket: Ticket, standing: Mapping[str, Sequence[str]], at: datetime) -> None:
    """Let the clocks that ended as merged go on as they stood; the time since the merge counts."""
    sheet = ClockSheet.of(ticket)
    for metric, (status, reason) in standing.items():
        _take_up(sheet, metric, at, status, reason)
    sheet.save(at)


def _take_up(sheet: ClockSheet, metric: str, at: datetime, status: str, reason: str) -> None:
    sheet.change(metric, at, lambda clock: sla.take_up(clock, at, status, reason))


@step
def retarget(ticket: Ticket, at: datetime, actor: Any) -> None:
    """Give the clocks the targets of the ticket's present priority, place and flags, under the policy it has.

    Raising to P1 or P2 in a pending state resumes at `at`, lowering starts the pause at `at`. After a raise the
    ladder runs from `at`, and its first rung is climbed at once. Recorded where anything changed.
    """
    sheet = ClockSheet.of(ticket)
    if sheet.policy is None:
        return
    before = {metric: sla.due_at(value) for metric, value in sheet.values.items()}
    _apply_targets(sheet, at)
    changed = {
        metric: [_words(before.get(metric)), _words(sla.due_at(value))]
        for metric, value in sheet.values.items()
        if before.get(metric) != sla.due_at(value)
    }
    sheet.save(at)
    if changed:
        record(actor, RETARGETED, ticket, changed)
        climb([ticket], now=at)


def _apply_targets(sheet: ClockSheet, at: datetime) -> None:
    facts = target_facts(sheet.ticket, sheet.promises, visit_promised=sheet.is_open(sla.ONSITE))
    wanted = {target.metric: target for target in targets_for(facts, sheet.promises.targets)}
    pauses = may_pause(facts.priority, sheet.ticket.state)
    if not pauses:
        sheet.change_all(PAUSABLE, at, lambda clock: sla.resume(clock, at))
    for metric in sla.METRICS:
        _settle_metric(sheet, metric, wanted.get(metric), facts, at)
    if pauses:
        _pause(sheet, PAUSE_REASONS[State(sheet.ticket.state)], at)


@housekeeping("shows what a change would do and changes nothing")
def preview_priority(key: str, *, actor: Any, priority: int, at: datetime) -> tuple[Effect, ...]:
    """What giving a ticket this priority would do to its deadlines, to be shown before anybody confirms.

    Raises Ticket.DoesNotExist for a ticket the actor does not see.
    """
    ticket = Ticket.objects.visible_to(actor).get(key=key)
    sheet = ClockSheet.of(ticket)
    if sheet.policy is None:
        return ()
    before = dict(sheet.values)
    ticket.priority = priority
    _apply_targets(sheet, at)
    return effects(before, sheet.values, at)


@step
def apply_effects(ticket: Ticket, effects: Iterable[str], at: datetime, actor: Any) -> None:
    """Carry out the clock effects of a step, in order: `stop:<metric>`, `pause:<reason>`, `resume`, `visit`, ...

    Call it after the ticket's state is set: `cancel` of a merged ticket ends its clocks as merged. `responded_at` is
    the caller's to save, as with `stop_response`.
    """
    wanted = list(effects)
    if not wanted:
        return
    sheet = ClockSheet.of(ticket)
    for effect in wanted:
        _apply_one(sheet, effect, at)
    sheet.save(at)


def _apply_one(sheet: ClockSheet, effect: str, at: datetime) -> None:
    name, _, argument = effect.partition(":")
    match name:
        case "stop":
            _stop(sheet, argument, at)
        case "pause":
            _pause(sheet, argument, at)
        case "resume":
            sheet.change_all(PAUSABLE, at, lambda clock: sla.resume(clock, at))
        case "reopen":
            _reopen(sheet, at)
        case "visit":
            _promise_visit(sheet, at)
        case "cancel":
            outcome = sla.MERGED if sheet.ticket.state == State.MERGED else sla.CANCELLED
            sheet.change_all(sla.METRICS, at, lambda clock: sla.cancel(clock, at, outcome))
        case _:
            raise ValueError(f"No clock effect is called {effect}.")


def _stop(sheet: ClockSheet, metric: str, at: datetime) -> None:
    if metric == sla.RESPONSE and sheet.ticket.responded_at is None:
        sheet.ticket.responded_at = at
    sheet.change(metric, at, lambda clock: sla.stop(clock, at))


def _promise_visit(sheet: ClockSheet, at: datetime) -> None:
    """A visit is promised: its clock starts, unless one runs or has run."""
    if sheet.policy is None or sla.ONSITE in sheet.values:
        return
    facts = target_facts(sheet.ticket, sheet.promises, visit_promised=True)
    for target in targets_for(facts, sheet.promises.targets):
        if target.metric == sla.ONSITE:
            sheet.begin(target, _begun(sheet, target, at))


def _reopen(sheet: ClockSheet, at: datetime) -> None:
    for metric in REOPENED:
        if metric in sheet.values and sheet.values[metric].outcome in (sla.MET, sla.MISSED):
            sheet.reopen(metric, at)
    if sheet.policy is None or sheet.is_open(sla.UPDATE):
        return
    for target in _targets(sheet.ticket, sheet):
        if target.metric == sla.UPDATE:
            sheet.begin(target, _begun(sheet, target, at, is_first=False))


def _change(ticket: Ticket, metrics: Iterable[str], at: datetime, operation: Any) -> None:
    sheet = ClockSheet.of(ticket)
    sheet.change_all(metrics, at, operation)
    sheet.save(at)


def _pause(sheet: ClockSheet, reason: str, at: datetime) -> None:
    for metric in PAUSABLE:
        if sheet.is_open(metric) and sheet.targets[metric].priority >= MOST_URGENT_THAT_PAUSES:
            sheet.change(metric, at, lambda clock: sla.pause(clock, at, reason))


def _targets(ticket: Ticket, sheet: ClockSheet) -> tuple[Target, ...]:
    return targets_for(target_facts(ticket, sheet.promises), sheet.promises.targets)


def _begun(sheet: ClockSheet, target: Target, at: datetime, *, is_first: bool = True) -> SlaClock:
    calendar = sheet.promises.calendars[target.calendar]
    return sla.start(target.metric, calendar, sheet.time_for(target, at, is_first=is_first), at)


def _stretch_first_update(sheet: ClockSheet) -> None:
    """Until the first reply the response rules: the first update is never due before it."""
    if sla.UPDATE in sheet.values and sla.RESPONSE in sheet.values:
        update = sheet.values[sla.UPDATE]
        target = sla.first_update_target(update, sla.due_at(sheet.values[sla.RESPONSE]))
        sheet.values[sla.UPDATE] = sla.restart(update, update.started_at, target)


def _next_round(sheet: ClockSheet, at: datetime, promised_until: datetime | None) -> None:
    sheet.keep_former(sla.UPDATE, at)
    sheet.new_round(sla.UPDATE)
    if promised_until is not None:
        sheet.change(sla.UPDATE, at, lambda clock: sla.promise(clock, at, promised_until))
        return
    time = sheet.time_for(sheet.targets[sla.UPDATE], at)
    sheet.change(sla.UPDATE, at, lambda clock: sla.restart(clock, at, time))


def _settle_metric(
    sheet: ClockSheet, metric: str, target: Target | None, facts: TargetFacts, at: datetime
) -> None:
    """Give one metric its target: a new one, none, or its first clock."""
    if not sheet.is_open(metric):
        ended_for_good = metric in sheet.values and sheet.values[metric].outcome != sla.CANCELLED
        if target is not None and not ended_for_good:
            sheet.begin(target, _begun(sheet, target, at))
        return
    if target is None:
        sheet.change(metric, at, lambda clock: sla.cancel(clock, at))
        return
    if target.row != sheet.rows[metric].target_id:
        _give_target(sheet, metric, target, facts, at)


def _give_target(sheet: ClockSheet, metric: str, target: Target, facts: TargetFacts, at: datetime) -> None:
    opening = metric in FROM_OPENING_AGAIN
    calendar = sheet.promises.calendars[target.calendar]
    time = sheet.time_for(target, sheet.ticket.opened_at if opening else at)
    mode = sheet.promises.on_retarget if opening else sla.FROM_NOW
    raised = target.priority < sheet.targets[metric].priority
    runs = sheet.runs(metric)
    sheet.give_target(
        metric,
        target,
        at,
        lambda clock: sla.retarget(clock, runs, calendar, time, at, mode=mode, raised=raised),
    )


def _words(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
