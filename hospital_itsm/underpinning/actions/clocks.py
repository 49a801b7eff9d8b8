"""Starting the clocks of a task, and bringing what is stored in line with the facts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from hospital_itsm.audit.actions import step
from hospital_itsm.underpinning.choices import ClockState
from hospital_itsm.underpinning.models import Promise, VendorClock, VendorTask
from hospital_itsm.underpinning.queries.contracts import newest_versions
from hospital_itsm.underpinning.rules.ending import outcome
from tickets.rules import sla


@step
def start_clocks(task: VendorTask) -> None:
    """Start a clock at the hand-over for each promise of the task's contract, in the newest hours of its calendar."""
    if task.contract_id is None:
        return
    promises = list(Promise.objects.filter(contract=task.contract_id).select_related("calendar"))
    newest = newest_versions(one.calendar for one in promises)
    VendorClock.objects.bulk_create(
        _clock(task, promise, newest[promise.calendar.lineage]) for promise in promises
    )


def _clock(task: VendorTask, promise: Promise, calendar: Any) -> VendorClock:
    value = calendar.as_value()
    target = sla.target_seconds(
        value, task.handed_at, minutes=promise.minutes, business_days=promise.business_days
    )
    assert target is not None  # noqa: S101  a promise is in one of the units
    due = sla.due_at(sla.start(promise.metric, value, target, task.handed_at))
    assert due is not None  # noqa: S101  it runs
    return VendorClock(
        task=task,
        vendor_id=task.vendor_id,
        metric=promise.metric,
        amount=promise.amount,
        unit=promise.unit,
        calendar=calendar,
        target_time=target,
        started_at=task.handed_at,
        due_at=due,
        credit=promise.credit,
        currency=promise.currency,
    )


@step
def judge(task: VendorTask, now: datetime) -> dict[str, list[str]]:
    """Store how each promise of a locked task stands; return what changed as `{metric: [old, new]}`."""
    changes = {}
    for clock in task.clocks.select_for_update():
        before = clock.state
        if settle(clock, task, now):
            clock.save(update_fields=["state", "stopped_at", "missed_at", "noticed_at", "settled_at"])
        if clock.state != before:
            changes[f"{clock.metric}_promise"] = [str(before), str(clock.state)]
    return changes


@step
def settle(clock: VendorClock, task: VendorTask, now: datetime) -> bool:
    """Set how a clock stands by the facts of its task; say whether anything differs. Nothing is saved."""
    found = outcome(clock.metric, clock.due_at, task.facts, now)
    noticed = (clock.noticed_at or now) if found.state == ClockState.MISSED else None
    values = (found.state, found.stopped_at, found.missed_at, noticed, found.settled_at)
    names = ("state", "stopped_at", "missed_at", "noticed_at", "settled_at")
    differs = values != tuple(getattr(clock, name) for name in names)
    for name, value in zip(names, values, strict=True):
        setattr(clock, name, value)
    return differs


@step
def start_again(task: VendorTask, now: datetime) -> dict[str, list[str]]:
    """Drop the clocks of another contract and start those of the present one, as they stand by now."""
    before = _states(task.clocks.all())
    task.clocks.all().delete()
    start_clocks(task)
    judge(task, now)
    after = _states(task.clocks.all())
    return {
        f"{metric}_promise": [before.get(metric, ""), after.get(metric, "")]
        for metric in sorted({*before, *after})
    }


def _states(clocks: Iterable[VendorClock]) -> dict[str, str]:
    return {clock.metric: str(clock.state) for clock in clocks}
