"""Addresses of splits."""

from django.urls import path

from hospital_itsm.splitting.views import splits

app_name = "splitting"
urlpatterns = [
    path("t/<str:key>/split/", splits.SplitView.as_view(), name="split"),
    path("t/<str:key>/split/part/", splits.PartView.as_view(), name="part"),
    path("t/<str:key>/split/undo/", splits.UndoView.as_view(), name="undo"),
]
