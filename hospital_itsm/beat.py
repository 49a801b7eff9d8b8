"""The beat process: Celery's scheduler with a watching thread that helps itself when no worker lives.

The scheduler's own loop may hang for minutes in reconnecting to a lost broker; the thread never talks to the broker.
"""

import threading
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry
from celery.schedules import schedule
from django.conf import settings

from hospital_itsm.jobs.takeover import Takeover


class SelfHelpingScheduler(PersistentScheduler):
    """Sends what is due; beside it a thread beats and, when needed, runs the vital entries in this process."""

    def setup_schedule(self) -> None:
        """Read the schedule, send at once what a fresh installation never sent, and start the thread."""
        super().setup_schedule()
        hurry_first_runs(self.schedule.values())
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="takeover", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the thread, then keep the schedule."""
        self._stopping.set()
        self._thread.join(timeout=settings.PULSE_SECONDS)
        super().close()

    def _watch(self) -> None:
        takeover = Takeover(vital_jobs(self.app), after=timedelta(seconds=settings.TAKEOVER_SECONDS))
        takeover.round()
        while not self._stopping.wait(settings.PULSE_SECONDS):
            takeover.round()


def hurry_first_runs(entries: Iterable[ScheduleEntry]) -> None:
    """Make intervals that never ran due now, so that a fresh start is healthy at once; nightly jobs keep their hour."""
    for entry in entries:
        if isinstance(entry.schedule, schedule) and entry.total_run_count == 0:
            entry.last_run_at = entry.default_now() - entry.schedule.run_every


def vital_jobs(app: Any) -> list[Any]:
    """The tasks of the vital entries, called as plain functions."""
    from hospital_itsm.celery import VITAL

    app.loader.import_default_modules()
    return [app.tasks[app.conf.beat_schedule[name]["task"]] for name in VITAL]
