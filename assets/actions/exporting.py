"""Asking for an export of the list of assets; who took what out of the house stands in the trail."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.jobs.models import Job
from hospital_itsm.jobs.starting import start
from hospital_itsm.outbox.wake import wake

KIND = "asset.export"
TASK = "hospital_itsm.jobs.tasks.carry_on_jobs"


@action("asset.export", gettext_lazy("exported assets"))
def ask_export(query: str, sort: str, *, actor: Any, back: str = "") -> Job:
    """Have the list of assets written to a file. `query` holds the filters as a part of an address.

    Raises Forbidden, TooMany.
    """
    require(actor, "asset.read")
    job = start(KIND, {"query": query, "sort": sort}, actor=actor, back=back)
    record(actor, "asset.export", job, {"filters": free_text(query)})
    transaction.on_commit(partial(wake, TASK, queue="reports"))
    return job
