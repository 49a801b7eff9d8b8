"""Doing steps of procedures: each with its evidence, in any order, the last one last."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, StaleVersion
from hospital_itsm.procedures.actions.evidence import checked, put_certificates, trail_of
from hospital_itsm.procedures.actions.procedures import end, lock_procedure, refuse_ended
from hospital_itsm.procedures.choices import Status, StepState
from hospital_itsm.procedures.models import Procedure, ProcedureStep
from hospital_itsm.procedures.rules.steps import Hindrance, Step, hindrance_to

HINDRANCES: Final = {
    Hindrance.NOT_YET: gettext_lazy("This step comes last. Finish the others, or say why they do not apply."),
    Hindrance.MAY_NOT_SKIP: gettext_lazy("This step cannot be left out."),
}
EMPTY: Final = {"note": "", "dated_on": None, "contract": None, "ticket": None, "signed_name": ""}


@action("procedure.do_step", gettext_lazy("did a step"))
def do_step(
    pk: int, position: int, *, actor: Any, evidence: Mapping[str, Any], version: int | None = None
) -> ProcedureStep:
    """Do a step with its evidence (`actions.evidence`); the last one completes the procedure.

    Raises Procedure.DoesNotExist, ProcedureStep.DoesNotExist, Forbidden, StaleVersion, Conflict, ValueRefused naming
    the evidence that is missing.
    """
    procedure, step = _lock(pk, position, actor, version)
    _refuse_closed(step)
    _refuse_hindered(procedure, step, skip=False)
    values = checked(step, evidence, actor=actor, today=timezone.localdate())
    _close(procedure, step, StepState.DONE, values, actor)
    put_certificates(procedure, step)
    record(actor, "procedure.do_step", procedure, {"step": [None, position], **trail_of(values)})
    _complete(procedure, actor)
    return step


@action("procedure.skip_step", gettext_lazy("marked a step as not applicable"))
def skip_step(
    pk: int, position: int, *, actor: Any, reason: str, version: int | None = None
) -> ProcedureStep:
    """Say that a step does not apply, and why. Raises like `do_step`."""
    procedure, step = _lock(pk, position, actor, version)
    _refuse_closed(step)
    _refuse_hindered(procedure, step, skip=True)
    values = checked(step, {"note": reason}, actor=actor, today=timezone.localdate(), skip=True)
    _close(procedure, step, StepState.NOT_APPLICABLE, values, actor)
    record(actor, "procedure.skip_step", procedure, {"step": [None, position], **trail_of(values)})
    _complete(procedure, actor)
    return step


@action("procedure.reopen_step", gettext_lazy("opened a step again"))
def reopen_step(pk: int, position: int, *, actor: Any, version: int | None = None) -> ProcedureStep:
    """Take back what was said about a step while the procedure is open; its files stay. Raises like `do_step`."""
    procedure, step = _lock(pk, position, actor, version)
    if step.state == StepState.OPEN:
        raise Conflict(_("This step is open already."))
    before = step.state
    procedure.steps_closed -= 1
    _save(procedure, step, StepState.OPEN, EMPTY, by=None, at=None)
    step.certificates.clear()
    record(actor, "procedure.reopen_step", procedure, {"step": [None, position], "state": [before, "open"]})
    return step


def _lock(pk: int, position: int, actor: Any, version: int | None) -> tuple[Procedure, ProcedureStep]:
    procedure = lock_procedure(pk, actor)
    rows = procedure.steps.select_related("template").select_for_update(of=("self",))
    step: ProcedureStep = rows.get(position=position)
    step.procedure = procedure
    require(actor, "procedure.step", step)
    refuse_ended(procedure)
    if version is not None and version != step.version:
        raise StaleVersion(
            _("Somebody worked on this step after you opened it. See what stands there now."),
            current=step.version,
            given=version,
        )
    return procedure, step


def _refuse_closed(step: ProcedureStep) -> None:
    if step.state != StepState.OPEN:
        raise Conflict(_("This step is closed already. Open it again to change what it says."))


def _refuse_hindered(procedure: Procedure, step: ProcedureStep, *, skip: bool) -> None:
    known = [Step(one.position, one.state, one.template.may_skip) for one in _steps(procedure)]
    this = next(one for one in known if one.position == step.position)
    if found := hindrance_to(this, known, skip=skip):
        raise Conflict(str(HINDRANCES[found]))


def _steps(procedure: Procedure) -> list[ProcedureStep]:
    return list(procedure.steps.select_related("template"))


def _close(
    procedure: Procedure, step: ProcedureStep, state: str, values: Mapping[str, Any], actor: Any
) -> None:
    procedure.steps_closed += 1
    _save(procedure, step, state, values, by=person(actor), at=timezone.now())


def _save(
    procedure: Procedure, step: ProcedureStep, state: str, values: Mapping[str, Any], **who: Any
) -> None:
    for name, value in {**EMPTY, **values, **who, "state": state}.items():
        setattr(step, name, value)
    step.version += 1
    step.save(update_fields=[*EMPTY, "by", "at", "state", "version"])
    procedure.changed_at = timezone.now()
    procedure.save(update_fields=["steps_closed", "changed_at"])


def _complete(procedure: Procedure, actor: Any) -> None:
    if procedure.steps_closed < procedure.steps_total:
        return
    end(procedure, Status.COMPLETE, actor=actor)
    changes = {"status": [Status.OPEN.value, Status.COMPLETE.value]}
    record(actor, "procedure.complete", procedure, changes)
    record(actor, "procedure.complete", procedure.asset, {"procedure": [None, procedure.pk]})


verbs.register("procedure.complete", gettext_lazy("completed the procedure"))
