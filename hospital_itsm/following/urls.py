"""Addresses of what people follow."""

from django.urls import path

from hospital_itsm.exporting.views import export_view
from hospital_itsm.following.exported import HISTORY
from hospital_itsm.following.views import follows, history, names, paper, snoozes

app_name = "following"
urlpatterns = [
    path("t/<str:key>/follow/", follows.FollowView.as_view(), name="follow"),
    path("t/<str:key>/followers/", follows.FollowersView.as_view(), name="followers"),
    path("t/<str:key>/snooze/", snoozes.SnoozeView.as_view(), name="snooze"),
    path("t/<str:key>/wake/", snoozes.WakeView.as_view(), name="wake"),
    path("t/<str:key>/history/", history.HistoryView.as_view(), name="history"),
    path("t/<str:key>/history/export/", export_view(HISTORY), name="export_history"),
    path("t/<str:key>/names/", names.NamesView.as_view(), name="names"),
    path("t/<str:key>/print/", paper.PaperView.as_view(), name="print"),
]
