"""Addresses of outages over REST."""

from django.urls import path

from hospital_itsm.continuity.api.outages import AgreedTimes, Outages

urlpatterns = [
    path("outages/", Outages.as_view({"get": "list", "post": "create"}), name="outages"),
    path("outages/<int:pk>/", Outages.as_view({"get": "retrieve", "patch": "partial_update"}), name="outage"),
    path("outages/<int:pk>/begin/", Outages.as_view({"post": "begin"}), name="outage_begin"),
    path("outages/<int:pk>/end/", Outages.as_view({"post": "end"}), name="outage_end"),
    path("outages/<int:pk>/withdraw/", Outages.as_view({"post": "withdraw"}), name="outage_withdraw"),
    path("outages/<int:pk>/links/", Outages.as_view({"put": "links"}), name="outage_links"),
    path(
        "portfolio/<str:code>/agreed_time/",
        AgreedTimes.as_view({"get": "retrieve", "put": "update"}),
        name="agreed_time",
    ),
]
