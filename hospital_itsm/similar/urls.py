"""Addresses of similar tickets."""

from django.urls import path

from hospital_itsm.similar.views import groups, similar

app_name = "similar"
urlpatterns = [
    path("t/<str:key>/similar/", similar.SimilarView.as_view(), name="of_ticket"),
    path("queue/similar/<int:pk>/", groups.GroupView.as_view(), name="group"),
]
