"""The tables of procedures."""

from hospital_itsm.procedures.models.procedure import Procedure, ProcedureStep, StepFile
from hospital_itsm.procedures.models.template import ProcedureStepTemplate, ProcedureTemplate

__all__ = ["Procedure", "ProcedureStep", "ProcedureStepTemplate", "ProcedureTemplate", "StepFile"]
