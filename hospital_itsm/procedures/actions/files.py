"""Files that prove steps."""

from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files.intake import keep, take
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.procedures.actions.procedures import lock_procedure, refuse_ended
from hospital_itsm.procedures.models import ProcedureStep, StepFile

MOST_FILES: Final = 10


@action("procedure.attach", gettext_lazy("attached a file to a step"))
def add_file(pk: int, position: int, *, actor: Any, upload: Any) -> StepFile:
    """Keep a file with a step.

    Raises Procedure.DoesNotExist, ProcedureStep.DoesNotExist, Forbidden, Conflict, ValueRefused.
    """
    procedure = lock_procedure(pk, actor)
    step: ProcedureStep = procedure.steps.select_related("template").get(position=position)
    step.procedure = procedure
    require(actor, "procedure.step", step)
    refuse_ended(procedure)
    if step.files.count() >= MOST_FILES:
        raise ValueRefused({"file": _("It has %(most)d files, which is the most.") % {"most": MOST_FILES}})
    taken = take(upload)
    stored = keep(taken.data)
    try:
        row = StepFile.objects.create(
            step=step,
            file_name=taken.named(guard(taken.safe_name, channel="web").text)[:160],
            stored_name=stored,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=taken.sha256,
            added_by=person(actor),
            added_at=timezone.now(),
        )
        facts = {"step": [None, position], "file": [None, row.pk], "sha256": row.sha256, "size": row.size}
        record(actor, "procedure.attach", procedure, facts)
    except Exception:
        default_storage.delete(stored)
        raise
    return row
