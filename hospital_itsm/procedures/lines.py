"""The steps of a procedure as the page draws them: what each says, what it asks for, what this person may do."""

from dataclasses import dataclass
from typing import Any

from django import forms

from hospital_itsm.core.access import can
from hospital_itsm.procedures.choices import StepState
from hospital_itsm.procedures.models import Procedure, ProcedureStep
from hospital_itsm.procedures.rules.steps import Step, hindrance_to, next_one

MARKS = {StepState.OPEN: "none", StepState.DONE: "done", StepState.NOT_APPLICABLE: "quiet"}


@dataclass(frozen=True)
class StepLine:
    """One step of the page. `form` is what this person may send, None where nothing."""

    step: ProcedureStep
    mark: str
    is_next: bool
    waits: bool
    may_do: bool
    form: forms.Form | None = None


def steps_of(procedure: Procedure) -> list[ProcedureStep]:
    """The steps with their evidence: three statements."""
    rows = procedure.steps.select_related("template", "by", "contract", "ticket")
    found = list(rows.prefetch_related("files", "certificates"))
    for one in found:
        one.procedure = procedure
    return found


def lines_of(procedure: Procedure, actor: Any, form_of: Any) -> list[StepLine]:
    """The lines; `form_of(step)` makes the form of a step that is open to this person."""
    steps = steps_of(procedure)
    known = [Step(one.position, one.state, one.template.may_skip) for one in steps]
    coming = next_one(known)
    lines = []
    for step, plain in zip(steps, known, strict=True):
        may = procedure.is_open and can(actor, "procedure.step", step)
        waits = step.state == StepState.OPEN and hindrance_to(plain, known) is not None
        asks = may and step.state == StepState.OPEN and not waits
        is_next = procedure.is_open and step.position == coming
        form = form_of(step) if asks else None
        lines.append(StepLine(step, MARKS[StepState(step.state)], is_next, waits, may, form))
    return lines
