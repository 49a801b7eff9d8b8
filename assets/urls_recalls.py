"""Addresses of recalls."""

from django.urls import path

from assets.exporting_recalls import RECALL_LINES
from assets.exporting_recalls import RECALLS as RECALL_LIST
from assets.views.recalls import devices, documents, forms, imports, pages, steps
from hospital_itsm.exporting.views import export_view

KEY = "safety/recalls/<str:key>/"
DEVICE = f"{KEY}devices/<str:tag>/"

RECALLS = [
    path("safety/recalls/", pages.RecallsView.as_view(), name="recalls"),
    path("safety/recalls/export/", export_view(RECALL_LIST), name="export_recalls"),
    path("safety/recalls/new/", forms.NewRecallView.as_view(), name="new_recall"),
    path("safety/recalls/log/", pages.LogView.as_view(), name="recall_log"),
    path("safety/recalls/imports/", imports.NewImportView.as_view(), name="recall_imports"),
    path("safety/recalls/imports/<int:pk>/", imports.ImportView.as_view(), name="recall_import"),
    path(KEY, pages.RecallView.as_view(), name="recall"),
    path(f"{KEY}export/", export_view(RECALL_LINES), name="export_recall_lines"),
    path(f"{KEY}edit/", forms.EditNoticeView.as_view(), name="edit_recall"),
    path(f"{KEY}triage/", forms.TriageView.as_view(), name="triage_recall"),
    path(f"{KEY}dismiss/", forms.DismissView.as_view(), name="dismiss_recall"),
    path(f"{KEY}assign/", forms.AssignView.as_view(), name="assign_recall"),
    path(f"{KEY}acknowledge/", forms.AcknowledgeView.as_view(), name="acknowledge_recall"),
    path(f"{KEY}reopen/", forms.ReopenView.as_view(), name="reopen_recall"),
    path(f"{KEY}documents/", documents.AddDocumentView.as_view(), name="recall_documents"),
    path(f"{KEY}documents/<int:pk>/", documents.DocumentView.as_view(), name="recall_document"),
    path(f"{KEY}tag-out/", steps.TagOutView.as_view(), name="tag_out_recall"),
    path(f"{KEY}steps/<str:step>/", steps.StepView.as_view(), name="recall_step"),
    path(DEVICE, devices.DeviceView.as_view(), name="recall_line"),
    path(f"{DEVICE}locate/", devices.LocateView.as_view(), name="locate_recall_line"),
    path(f"{DEVICE}settle/", devices.SettleView.as_view(), name="settle_recall_line"),
    path(f"{DEVICE}search/", devices.SearchView.as_view(), name="search_recall_line"),
    path(f"{DEVICE}lost/", devices.LostView.as_view(), name="lost_recall_line"),
]
