"""The tables of shifts."""

from hospital_itsm.shifts.models.handover import HandoverLine, HandoverNotice, ShiftHandover, TeamWord
from hospital_itsm.shifts.models.shift import Shift

__all__ = ["HandoverLine", "HandoverNotice", "Shift", "ShiftHandover", "TeamWord"]
