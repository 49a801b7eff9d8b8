"""Addresses of what is done with a scanner in hand."""

from django.urls import path

from assets.views import labels, scan

SCANNING = [
    path("scan/", scan.ScanView.as_view(), name="scan"),
    path("assets/labels/", labels.LabelsView.as_view(), name="labels"),
]
