"""The tables of joint tickets."""

from hospital_itsm.joint.models.agreement import OlaAgreement
from hospital_itsm.joint.models.checklist import Checklist
from hospital_itsm.joint.models.task import TaskPause, TicketTask

__all__ = ["Checklist", "OlaAgreement", "TaskPause", "TicketTask"]
