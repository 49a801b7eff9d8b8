"""The tables of reports."""

from hospital_itsm.reports.models.run import ReportRun
from hospital_itsm.reports.models.saved import SavedReport
from hospital_itsm.reports.models.schedule import ReportSchedule, ScheduleDelivery, ScheduleRun

__all__ = ["ReportRun", "ReportSchedule", "SavedReport", "ScheduleDelivery", "ScheduleRun"]
