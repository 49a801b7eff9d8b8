"""The tables of outages and major incidents."""

from hospital_itsm.continuity.models.major import (
    MajorAction,
    MajorArea,
    MajorChild,
    MajorEntry,
    MajorIncident,
    MajorUpdate,
    UpdateDelivery,
    UpdateTemplate,
)
from hospital_itsm.continuity.models.outage import AgreedTime, Outage

__all__ = [
    "AgreedTime",
    "MajorAction",
    "MajorArea",
    "MajorChild",
    "MajorEntry",
    "MajorIncident",
    "MajorUpdate",
    "Outage",
    "UpdateDelivery",
    "UpdateTemplate",
]
