"""Removing files, and files that were made of tickets before: exports and results of reports."""

import base64
import re
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote_plus

from django.core.files.storage import default_storage
from django.db import transaction

from hospital_itsm.audit.actions import step
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.core.crypto import seal
from hospital_itsm.core.files.intake import keep
from hospital_itsm.jobs.choices import JobState
from hospital_itsm.jobs.models import Job
from hospital_itsm.redaction.models import Redaction, SealedFile
from hospital_itsm.reports.models import ReportRun
from tickets.models import Attachment

EXPORTS = ".export"


@step
def remove_files(
    files: Sequence[Attachment], redaction: Redaction, *, is_held: bool
) -> list[tuple[Any, ...]]:
    """Take files off a ticket, sealed under a hold; return their names as originals. The bytes go with the commit."""
    originals = [(file._meta.label_lower, file.pk, "file_name", file.file_name) for file in files]
    for file in files:
        if is_held:
            _seal(file, redaction)
        transaction.on_commit(partial(default_storage.delete, file.stored_name), robust=True)
    Attachment.objects.filter(pk__in=[file.pk for file in files]).delete()
    return originals


def _seal(file: Attachment, redaction: Redaction) -> None:
    with default_storage.open(file.stored_name) as stored:
        data = base64.b64encode(stored.read()).decode("ascii")
    SealedFile.objects.create(
        redaction=redaction,
        attachment=file.pk,
        content_type=file.content_type,
        stored_name=keep(seal(data)),
    )


@step
def forget_searches(found: re.Pattern[str]) -> None:
    """Cut addresses and filters that hold the words off jobs; one that is not done is stopped, its person asks again.

    Jobs live for a week, so there are few; words stand in addresses with signs instead of spaces.
    """
    for job in Job.objects.select_for_update().order_by("pk"):
        query = str(job.payload.get("query", ""))
        values: dict[str, Any] = {}
        if found.search(unquote_plus(job.back)):
            values["back"] = job.back.partition("?")[0]
        if found.search(unquote_plus(query)):
            values["payload"] = {**job.payload, "query": ""}
            if job.is_unfinished:
                values["cancel_requested"] = True
        if values:
            Job.objects.filter(pk=job.pk).update(**values)
    for change in BulkChange.objects.select_for_update().filter(back__contains="?").order_by("pk"):
        if found.search(unquote_plus(change.back)):
            BulkChange.objects.filter(pk=change.pk).update(back=change.back.partition("?")[0])


@step
def forget_made_files() -> int:
    """Throw away every export and every result of a report that may hold the words, and stop those being written.

    Nobody says what stands in a file; whoever needs one asks again. Returns how many there were.
    """
    jobs = Job.objects.select_for_update().filter(kind__endswith=EXPORTS).exclude(stored_name="")
    runs = ReportRun.objects.select_for_update().exclude(stored_name="")
    names = [*jobs.values_list("stored_name", flat=True), *runs.values_list("stored_name", flat=True)]
    Job.objects.filter(kind__endswith=EXPORTS).exclude(stored_name="").update(stored_name="")
    ReportRun.objects.exclude(stored_name="").update(stored_name="")
    writing = Job.objects.filter(state=JobState.RUNNING)
    writing.filter(kind__endswith=EXPORTS).update(cancel_requested=True)
    writing.filter(report_run__isnull=False).update(cancel_requested=True)
    for name in set(names):
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    return len(set(names))
