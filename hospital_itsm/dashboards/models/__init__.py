"""The tables of dashboards."""

from hospital_itsm.dashboards.models.asked import AskedDate

__all__ = ["AskedDate"]
