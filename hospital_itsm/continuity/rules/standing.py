"""Where an outage stands, read from its instants, and which instants go together."""

from datetime import datetime

PLANNED, RUNNING, OVER, WITHDRAWN = "planned", "running", "over", "withdrawn"


def state_of(began: datetime | None, ended: datetime | None, withdrawn: datetime | None) -> str:
    """The code of its state; withdrawing wins, whatever was there before."""
    if withdrawn is not None:
        return WITHDRAWN
    if began is None:
        return PLANNED
    return RUNNING if ended is None else OVER


def faults_of_times(
    is_planned: bool,
    planned_from: datetime | None,
    planned_until: datetime | None,
    began: datetime | None,
    ended: datetime | None,
    now: datetime,
) -> dict[str, str]:
    """What is wrong with the instants of an outage: the field and a code; empty where nothing is."""
    faults: dict[str, str] = {}
    if is_planned:
        faults |= _window_faults(planned_from, planned_until)
    elif planned_from is not None or planned_until is not None:
        faults["planned_from"] = "window_of_nothing_planned"
    if began is None:
        if not is_planned:
            faults["began_at"] = "missing"
        if ended is not None:
            faults["ended_at"] = "ends_without_begin"
        return faults
    if began > now:
        faults["began_at"] = "in_the_future"
    if ended is not None and ended <= began:
        faults["ended_at"] = "ends_before_it_begins"
    elif ended is not None and ended > now:
        faults["ended_at"] = "in_the_future"
    return faults


def _window_faults(first: datetime | None, last: datetime | None) -> dict[str, str]:
    missing = {
        name: "missing" for name, at in (("planned_from", first), ("planned_until", last)) if at is None
    }
    if missing or first is None or last is None:
        return missing
    return {} if last > first else {"planned_until": "ends_before_it_begins"}
