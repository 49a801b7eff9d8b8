"""The tables of reports."""

from hospital_itsm.reports.models.run import ReportRun
from hospital_itsm.reports.models.saved import SavedReport

__all__ = ["ReportRun", "SavedReport"]
