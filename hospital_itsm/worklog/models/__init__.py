"""The table of entries."""

from hospital_itsm.worklog.models.entry import WorkEntry

__all__ = ["WorkEntry"]
