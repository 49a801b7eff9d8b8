"""The watcher's round: batch after batch until nothing is due. Celery, the command and the beat process call it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from hospital_itsm.core import context
from hospital_itsm.jobs.heartbeats import beat
from tickets.actions import escalate
from tickets.models import ClockStep

HEARTBEAT = "sla-watch"
MOST_BATCHES = 1_000
ROUND_SECONDS = 15

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Round:
    """What one round did: clocks found late, rungs claimed, tickets whose rungs failed and were moved on."""

    breaches: int = 0
    rungs: int = 0
    failed: int = 0


def watch(now: datetime, *, batch: int = escalate.BATCH) -> Round:
    """Notice every breach and climb every rung due by `now`, `batch` at once, then beat.

    Pages go before stamps. Safe to run twice at once and after any outage: each rung fires once, stamped with its
    computed instant.
    """
    with context.origin(channel="system"):
        done = Round()
        for _ in range(MOST_BATCHES):
            rungs, failed = _rungs(now, batch)
            done = replace(done, rungs=done.rungs + rungs, failed=done.failed + failed)
            if rungs + failed == 0:
                break
        done = replace(done, breaches=_breaches(now, batch))
        beat(HEARTBEAT, breaches=done.breaches, rungs=done.rungs, failed=done.failed)
    return done


def _breaches(now: datetime, batch: int) -> int:
    total = 0
    for _ in range(MOST_BATCHES):
        count = escalate.notice_breaches(now=now, limit=batch)
        total += count
        if count < batch:
            break
    return total


def _rungs(now: datetime, batch: int) -> tuple[int, int]:
    try:
        return escalate.climb_due(now=now, limit=batch), 0
    except Exception as error:
        log.exception("watcher.batch_failed", error=type(error).__name__)
        return _one_by_one(now, batch)


def _one_by_one(now: datetime, batch: int) -> tuple[int, int]:
    """Climb the tickets of a failed batch each in its own transaction; what fails again moves on and is reported."""
    due = ClockStep.objects.due(now).values_list("clock__ticket_id", flat=True)[:batch]
    rungs = failed = 0
    for pk in dict.fromkeys(due):
        try:
            rungs += escalate.climb_ticket(pk, now=now)
        except Exception as error:
            failed += 1
            log.error("watcher.ticket_failed", ticket=pk, error=type(error).__name__)
            escalate.postpone(pk, now=now)
    return rungs, failed
