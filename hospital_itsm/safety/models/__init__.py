"""The tables of patient safety."""

from hospital_itsm.safety.models.lost_device import LostDevice
from hospital_itsm.safety.models.patient_event import PatientEvent
from hospital_itsm.safety.models.stand_in import StandIn

__all__ = ["LostDevice", "PatientEvent", "StandIn"]
