"""Addresses of bulk changes."""

from django.urls import path

from hospital_itsm.bulk.views import changes

app_name = "bulk"
urlpatterns = [
    path("queue/bulk/", changes.ChangesView.as_view(), name="changes"),
    path("queue/bulk/<int:pk>/", changes.ChangeView.as_view(), name="change"),
    path("queue/bulk/<int:pk>/undo/", changes.UndoView.as_view(), name="undo"),
]
