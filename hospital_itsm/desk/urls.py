"""Addresses of the desk's tools."""

from django.urls import path

from hospital_itsm.desk.views import looks, views

app_name = "desk"
urlpatterns = [
    path("queue/look/", looks.LookView.as_view(), name="look"),
    path("queue/views/", views.ViewsPage.as_view(), name="views"),
    path("queue/views/save/", views.SaveView.as_view(), name="save"),
    path("queue/views/<int:pk>/", views.SavedViewPage.as_view(), name="view"),
    path("queue/views/<int:pk>/edit/", views.EditView.as_view(), name="edit"),
    path("queue/views/<int:pk>/keep/", views.KeepView.as_view(), name="keep"),
    path("queue/views/<int:pk>/options/", views.OptionsView.as_view(), name="options"),
    path("queue/views/<int:pk>/remove/", views.RemoveView.as_view(), name="remove"),
]
