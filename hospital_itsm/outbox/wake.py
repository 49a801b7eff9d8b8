"""Waking the workers after a commit. Beat looks every ten seconds anyway, so a wake may fail: never the request."""

import time
from typing import Any

import structlog
from celery import current_app

TASK = "hospital_itsm.outbox.tasks.deliver_due_messages"
QUEUE = "mail"
REST_SECONDS = 30

log = structlog.get_logger(__name__)
_resting_until = 0.0


def wake_workers() -> bool:
    """Ask a worker to deliver what is due; return whether the broker took it."""
    return wake(TASK, queue=QUEUE)


def wake(task: str, **options: Any) -> bool:
    """Ask a worker for a task without arguments, by Celery's `options`; return whether the broker took it.

    A broker that does not answer is left alone for a while, so that no request waits for it twice in a row.
    """
    global _resting_until
    if time.monotonic() < _resting_until:
        return False
    try:
        current_app.send_task(task, ignore_result=True, retry=False, **options)
    except Exception as error:
        _resting_until = time.monotonic() + REST_SECONDS
        log.warning("outbox.wake_failed", error=type(error).__name__)
        return False
    return True
