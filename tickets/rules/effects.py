"""What a change of promises does to deadlines, told before it is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tickets.rules import sla
from tickets.rules.sla import METRICS, SlaClock


@dataclass(frozen=True, slots=True)
class Effect:
    """One promise before and after. No deadline means that there is no such promise or that it stands still.

    `late_at_once`: the change itself makes it late, which is reported apart from lateness that people caused.
    """

    metric: str
    due_before: datetime | None
    due_after: datetime | None
    late_at_once: bool


def effects(
    before: Mapping[str, SlaClock], after: Mapping[str, SlaClock], at: datetime
) -> tuple[Effect, ...]:
    """The promises whose deadline changes, in the order of METRICS."""
    found = (_effect(metric, before.get(metric), after.get(metric), at) for metric in METRICS)
    return tuple(effect for effect in found if effect.due_before != effect.due_after)


def _effect(metric: str, before: SlaClock | None, after: SlaClock | None, at: datetime) -> Effect:
    due_before = None if before is None else sla.due_at(before)
    due_after = None if after is None else sla.due_at(after)
    was_late = due_before is not None and due_before < at
    return Effect(metric, due_before, due_after, not was_late and due_after is not None and due_after < at)
