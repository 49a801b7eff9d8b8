"""Doing the vital jobs in the beat process while no worker lives: a lost broker must not delay a page.

The sign of life is the heartbeat row `worker`, which only comes when beat, broker and worker all work; so the same
rule covers a lost broker, dead workers and a queue that does not move. The jobs are idempotent and claim their rows
with SKIP LOCKED, hence a worker that is only slow does no harm.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections
from django.utils import timezone

from hospital_itsm.jobs import heartbeats
from hospital_itsm.jobs.health import BEAT, WORKER

log = structlog.get_logger(__name__)
Clock = Callable[[], datetime]


@dataclass
class Takeover:
    """Beats for the beat process, and runs `jobs` itself once no worker has lived for `after`.

    `now` is the clock (tests pass their own); `started_at` counts as a sign of life, so that workers may start late.
    """

    jobs: Sequence[Callable[[], object]]
    after: timedelta
    now: Clock = timezone.now
    started_at: datetime = field(init=False)
    active: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.started_at = self.now()

    def round(self) -> bool:
        """Beat, and do the jobs when it is on us; return whether they were done. Never raises."""
        close_old_connections()
        try:
            self._note(self._workers_are_silent())
            heartbeats.beat(BEAT, in_charge=int(self.active))
        except Exception as error:
            log.error("takeover.database_unreachable", error=type(error).__name__)
            return False
        if self.active:
            for job in self.jobs:
                self._do(job)
        return self.active

    def _workers_are_silent(self) -> bool:
        last = heartbeats.last_beat(WORKER)
        sign = self.started_at if last is None else max(last, self.started_at)
        return self.now() - sign >= self.after

    def _note(self, active: bool) -> None:
        if active != self.active:
            log.warning("takeover.began" if active else "takeover.ended")
        self.active = active

    def _do(self, job: Callable[[], object]) -> None:
        try:
            job()
        except Exception:
            log.exception("takeover.job_failed")
