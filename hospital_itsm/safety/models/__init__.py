"""The tables of patient safety."""

from hospital_itsm.safety.models.patient_event import PatientEvent

__all__ = ["PatientEvent"]
