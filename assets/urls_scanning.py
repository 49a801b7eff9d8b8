"""Addresses of what is done with a scanner in hand."""

from django.urls import path

from assets.exporting_recalls import WALK
from assets.views import labels, scan, walks
from hospital_itsm.exporting.views import export_view

SCANNING = [
    path("scan/", scan.ScanView.as_view(), name="scan"),
    path("assets/labels/", labels.LabelsView.as_view(), name="labels"),
    path("assets/walks/", walks.WalksView.as_view(), name="walks"),
    path("assets/walks/<int:pk>/", walks.WalkView.as_view(), name="walk"),
    path("assets/walks/<int:pk>/export/", export_view(WALK), name="export_walk"),
    path("assets/walks/<int:pk>/forget/", walks.ForgetView.as_view(), name="forget_scan"),
    path("assets/walks/<int:pk>/moves/", walks.MovesView.as_view(), name="walk_moves"),
    path("assets/walks/<int:pk>/finish/", walks.FinishView.as_view(), name="finish_walk"),
]
