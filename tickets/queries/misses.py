"""Which missed promises want a reason, and which reasons were given (domain/2 §2.3, reason code).

A reason belongs to the breach: it counts for the clock and for later cycles that carry the same breach on, and no
longer once the promise is missed anew.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from hospital_itsm.core.prepared import Prepared
from tickets.choices import Metric
from tickets.rules.clock_reading import LATE, MISSED, read

EXPLAINED = (Metric.RESTORE, Metric.FULFIL)
"""The metrics whose breach may be given a reason."""


def with_reasons(clocks: QuerySet[Any]) -> QuerySet[Any]:
    """Add `miss_reason` (a code of `MissReason`, empty where none was given) and `asks_reason` (bool).

    A clock asks where a rung of its policy's ladder does, unless a change of priority made it late. No statement.
    """
    from tickets.models import EscalationStep, Miss

    given = Miss.objects.filter(
        clock__ticket=OuterRef("ticket"),
        clock__metric=OuterRef("metric"),
        given_at__gte=Coalesce(OuterRef("breached_at"), OuterRef("due_at")),
    )
    rungs = EscalationStep.objects.filter(
        policy=OuterRef("target__policy"),
        metric=OuterRef("metric"),
        priority=OuterRef("target__priority"),
        needs_reason=True,
    )
    return clocks.annotate(
        miss_reason=Coalesce(Subquery(given.order_by("-given_at", "-pk").values("reason")[:1]), Value("")),
        asks_reason=Q(breach_by_reprioritisation=False) & Exists(rungs),
    )


def explained_clocks(ticket: Any) -> dict[str, Any]:
    """The clock of the latest cycle for each metric, with what `with_reasons` adds: one statement."""
    return {clock.metric: clock for clock in _EXPLAINED.rows(shape=None, values={"ticket": ticket.pk})}


def _explained(*, ticket: int) -> QuerySet[Any]:
    from tickets.models import Clock

    rows = Clock.objects.filter(ticket=ticket).select_related("calendar", "target")
    return with_reasons(rows).order_by("metric", "cycle")


_EXPLAINED = Prepared(_explained)


def is_missed(clock: Any) -> bool:
    """Is the promise late now, or did it end late? One that was withdrawn or merged is neither."""
    return read(clock.as_value(), timezone.now()).state in (LATE, MISSED)


def wants_reason(clock: Any) -> bool:
    """Is the clock (of `with_reasons`) missed, with a reason asked for and none given?"""
    return bool(clock.asks_reason and not clock.miss_reason and is_missed(clock))


def given(ticket: Any) -> dict[str, str]:
    """The code of the reason of every explained breach, by metric: one statement."""
    clocks = explained_clocks(ticket)
    return {metric: clock.miss_reason for metric, clock in clocks.items() if clock.miss_reason}
