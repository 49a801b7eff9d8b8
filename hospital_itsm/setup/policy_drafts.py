"""A set of promises as a draft of its next version, because a stored version never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tickets.choices import Metric, OnRetarget, UpdateMode
from tickets.models import SlaPolicy
from tickets.rules.escalation import Step
from tickets.rules.targets import Target


@dataclass(frozen=True)
class PolicyDraft:
    """A policy to publish; `Target.calendar` names a calendar by its lineage, whose newest version is taken.

    A version that is not active is given to no new ticket.
    """

    lineage: str
    name: str
    targets: Sequence[Target]
    steps: Sequence[Step]
    position: int = 100
    conditions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    update_mode: str = UpdateMode.CADENCE
    on_retarget: str = OnRetarget.FROM_OPENING
    is_active: bool = True


def draft_of(policy: SlaPolicy) -> PolicyDraft:
    """A stored policy as a draft; targets name calendars by their lineage."""
    return PolicyDraft(
        lineage=policy.lineage,
        name=policy.name,
        targets=targets_of(policy),
        steps=tuple(step.as_value() for step in policy.steps.order_by("position", "pk")),
        position=policy.position,
        conditions=policy.conditions,
        update_mode=policy.update_mode,
        on_retarget=policy.on_retarget,
        is_active=policy.is_active,
    )


def targets_of(policy: SlaPolicy) -> tuple[Target, ...]:
    """The targets of a stored policy, by metric, priority and case."""
    order = {metric: place for place, metric in enumerate(Metric.values)}
    rows = policy.targets.select_related("calendar")
    found = [replace(row.as_value(), calendar=row.calendar.lineage, row=None) for row in rows]
    return tuple(sorted(found, key=lambda one: (order[one.metric], one.priority, one.variant)))
