"""The tables of outages, major incidents and the registers."""

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
from hospital_itsm.continuity.models.register import DataFeed, FeedRun, RecoveryPlan, RecoveryTest

__all__ = [
    "AgreedTime",
    "DataFeed",
    "FeedRun",
    "MajorAction",
    "MajorArea",
    "MajorChild",
    "MajorEntry",
    "MajorIncident",
    "MajorUpdate",
    "Outage",
    "RecoveryPlan",
    "RecoveryTest",
    "UpdateDelivery",
    "UpdateTemplate",
]
