"""What the health page reads beyond `core.health`: jobs, webhooks, the provider, disk, versions, backups.

Nothing here waits longer than its bound: statements are ended by the database, other systems are asked beside.
"""

import platform
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min

from hospital_itsm.jobs.choices import UNFINISHED

BACKUP, RESTORE = "backup", "restore-test"
"""Heartbeats of what happens outside the product; `manage.py note_backup` beats them."""
STATEMENT_MS: Final = 2000
OUTSIDE_SECONDS: Final = 3.0


@contextmanager
def bounded_statements() -> Iterator[None]:
    """Let the database end any statement of the block that takes longer than two seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(STATEMENT_MS)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])


def asked_beside(question: Callable[[], object], seconds: float = OUTSIDE_SECONDS) -> bool | None:
    """Does another system answer? None where it has not within `seconds`; the page does not wait for it."""
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        pool.submit(question).result(timeout=seconds)
    except TooSlow:
        return None
    except Exception:
        return False
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return True


def jobs_waiting(now: datetime) -> tuple[int, timedelta | None]:
    """How many jobs are not finished, and for how long the oldest has not been."""
    from hospital_itsm.jobs.models import Job

    found = Job.objects.filter(state__in=UNFINISHED).aggregate(count=Count("pk"), oldest=Min("asked_at"))
    return found["count"], None if found["oldest"] is None else now - found["oldest"]


def webhooks_stopped() -> tuple[int, int]:
    """How many webhooks there are, and how many were stopped because their address failed for days."""
    from hospital_itsm.webhooks.choices import State
    from hospital_itsm.webhooks.models import Subscription

    rows = Subscription.objects.values_list("state", flat=True)
    states = list(rows)
    return len(states), states.count(State.STOPPED)


def disk() -> tuple[int, int]:
    """Free and total bytes where attachments lie, or where they will."""
    folder = settings.ATTACHMENT_ROOT
    while not folder.exists():
        folder = folder.parent
    found = shutil.disk_usage(folder)
    return found.free, found.total


def database_facts() -> tuple[str, int]:
    """The version of PostgreSQL, and the size of the database in bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
        version, size = cursor.fetchone()
    return version.split(" ")[0], size


def versions() -> tuple[str, str]:
    """The versions of Python and Django."""
    return platform.python_version(), django.get_version()
