"""Addresses of the CMMS under `/api/v1/`."""

from django.urls import path

from hospital_itsm.cmms.api.rows import CmmsRuns, PmStatuses, WorkOrders

urlpatterns = [
    path("cmms/runs/", CmmsRuns.as_view({"get": "list"}), name="cmms_runs"),
    path("cmms/pm_status/", PmStatuses.as_view({"get": "list"}), name="cmms_pm_status"),
    path("cmms/work_orders/", WorkOrders.as_view({"get": "list"}), name="cmms_work_orders"),
]
