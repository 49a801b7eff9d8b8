"""Exports of lists: asking for a long one, and the entry for every file that was made."""

from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.exporting.reading import Reading, rights_of
from hospital_itsm.exporting.writing import Written
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake

TASK: Final = "hospital_itsm.jobs.tasks.carry_on_jobs"


@housekeeping("The file is recorded when it is made.")
def ask_export(reading: Reading, form: str, *, actor: Any, back: str = "") -> Job:
    """Have a list written to a file by a worker. Raises Forbidden, TooMany."""
    require(actor, reading.of.verb)
    payload = {
        "query": reading.filters.query(),
        "sort": reading.sort,
        "key": reading.reader.key,
        "columns": reading.chosen,
        "format": form,
        "rights": rights_of(actor),
    }
    job = start(reading.of.job_kind, payload, actor=actor, back=back)
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return job


@action("list.export", gettext_lazy("exported a list"))
def record_export(reading: Reading, written: Written, form: str, *, actor: Any, target: Model) -> None:
    """Note who took which list out of the house, how narrowed, and how many rows. `target` is the job or the person.

    Raises Forbidden.
    """
    require(actor, reading.of.verb)
    facts: dict[str, Any] = {
        "list": reading.of.code,
        "key": reading.subject,
        "format": form,
        "filters": reading.trail(),
        "rows": written.rows,
    }
    if reading.chosen:
        facts["columns"] = reading.chosen
    if written.guarded:
        facts["restricted"] = written.guarded
    record(actor, "list.export", target, facts)
