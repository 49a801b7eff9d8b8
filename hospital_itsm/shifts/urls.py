"""Addresses of hand-overs and shifts."""

from django.urls import path

from hospital_itsm.people.views.setup_rows import paths
from hospital_itsm.shifts.views import handovers, setup_shifts

app_name = "shifts"
TEAM = "shift/<int:pk>/teams/<str:code>/"
urlpatterns = [
    path("shift/", handovers.NowView.as_view(), name="now"),
    path("shift/emergency-sheet/", handovers.SheetView.as_view(), name="sheet"),
    path("shift/<int:pk>/", handovers.HandoverView.as_view(), name="handover"),
    path(f"{TEAM}say/", handovers.SayView.as_view(), name="say"),
    path(f"{TEAM}take/", handovers.TakeView.as_view(), name="take"),
    *paths(setup_shifts.SHIFTS, "shifts"),
]
