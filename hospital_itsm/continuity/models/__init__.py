"""The tables of outages."""

from hospital_itsm.continuity.models.outage import AgreedTime, Outage

__all__ = ["AgreedTime", "Outage"]
