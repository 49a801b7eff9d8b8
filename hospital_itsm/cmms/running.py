"""Working runs: the rows of a kept file as a job, and fetching what is due."""

from collections.abc import Callable
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from hospital_itsm.cmms import wording
from hospital_itsm.cmms.actions.rows import store_rows
from hospital_itsm.cmms.actions.runs import (
    KIND,
    begin_run,
    claim_due,
    end_abandoned,
    end_run,
    fail_run,
    restart,
)
from hospital_itsm.cmms.choices import RunState
from hospital_itsm.cmms.models import Run, Source
from hospital_itsm.cmms.rules.rows import fields_of
from hospital_itsm.core import outbound
from hospital_itsm.core.access import can
from hospital_itsm.core.actors import System
from hospital_itsm.core.environment import secret
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.outbound import OutboundFailed, OutboundRefused
from hospital_itsm.core.sheets.opening import open_sheet
from hospital_itsm.core.sheets.table import UnreadableSheet
from hospital_itsm.jobs.kinds import JobFailed, Kind, register
from hospital_itsm.jobs.models import Job

FETCHER: Final = System("cmms")
CHUNK: Final = 200
MOST_ROWS: Final = 200_000
MOST_AT_ONCE: Final = 20
GONE, NOT_ALLOWED, TOO_MANY = "file-gone", "not-allowed", "too-many-rows"
NO_CREDENTIAL, NOT_READABLE, REFUSED, BUSY = "no-credential", "not-readable", "refused", "busy"

log = structlog.get_logger(__name__)


class SourceFailed(Exception):
    """A source did not answer as expected; the message is a code."""


def register_job() -> None:
    """Called once when the app is ready."""
    failures = {code: wording.FAILURES[code] for code in (GONE, NOT_ALLOWED, TOO_MANY)}
    register(Kind(KIND, _("Run of the CMMS"), work, {"rows": _("Storing rows")}, failures))


def work(job: Job, progress: Callable[[int, int, str], None]) -> None:
    """Store the rows of a run; begun again from the start after a kill, for stored rows are then the same."""
    run = Run.objects.select_related("source").get(pk=job.payload["run"])
    if run.state != RunState.RUNNING:
        return
    actor = job.owner or FETCHER
    try:
        if job.owner is not None and not (job.owner.is_active and can(job.owner, "cmms.manage")):
            raise JobFailed(NOT_ALLOWED)
        restart(run, actor=actor)
        with default_storage.open(run.stored_name) as file:
            _work(run, file, progress)
    except (FileNotFoundError, UnreadableSheet) as error:
        fail_run(run.source, GONE, actor=actor, run=run)
        raise JobFailed(GONE) from error
    except JobFailed as failed:
        fail_run(run.source, failed.code, actor=actor, run=run)
        raise
    end_run(run, actor=actor)


def _work(run: Run, file: Any, progress: Callable[[int, int, str], None]) -> None:
    """The rows are stored in the name of the CMMS: who sent the file need not be one who edits assets."""
    sheet = open_sheet(file)
    fields = fields_of(run.source.kind, sheet.columns, run.source.mapping)
    rows, done = sheet.rows(), 0
    while chunk := list(islice(rows, CHUNK)):
        done += len(chunk)
        if done > MOST_ROWS:
            raise JobFailed(TOO_MANY)
        store_rows(run, fields, chunk, actor=FETCHER)
        progress(done, max(done, sheet.rows_about), "rows")


def run_due() -> int:
    """Fetch every source that is due; one that fails leaves the others. How many were begun."""
    end_abandoned(actor=FETCHER)
    begun = 0
    for _turn in range(MOST_AT_ONCE):
        source = claim_due(actor=FETCHER)
        if source is None:
            break
        host = urlsplit(source.address).hostname or ""
        try:
            begin_run(source.pk, fetched(source), host, actor=FETCHER)
            begun += 1
        except (SourceFailed, OutboundFailed, OutboundRefused, ValueRefused, Conflict) as error:
            code = _code(error)
            log.error("cmms.source_failed", source=source.pk, host=host, error=code)
            fail_run(source, code, actor=FETCHER, origin=host)
    return begun


def fetched(source: Source) -> bytes:
    """What stands at the address of a source. Raises SourceFailed, OutboundFailed, OutboundRefused."""
    headers = {"Accept": "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    if source.credential:
        try:
            headers["Authorization"] = f"Bearer {secret(source.credential)}"
        except (ImproperlyConfigured, OSError) as error:
            raise SourceFailed(NO_CREDENTIAL) from error
    bounds = outbound.Bounds(most_bytes=settings.ATTACHMENT_MAX_BYTES, seconds=120)
    answer = outbound.get(source.address, headers, bounds=bounds)
    if not answer.accepted:
        raise SourceFailed(f"http-{answer.status}")
    return answer.body


def _code(error: Exception) -> str:
    if isinstance(error, OutboundRefused):
        return REFUSED
    if isinstance(error, ValueRefused):
        return NOT_READABLE
    return BUSY if isinstance(error, Conflict) else str(error)
