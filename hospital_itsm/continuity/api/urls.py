"""Addresses of outages over REST."""

from django.urls import path

from hospital_itsm.continuity.api.majors import Majors
from hospital_itsm.continuity.api.outages import AgreedTimes, Outages
from hospital_itsm.continuity.api.registers import DataFeeds, RecoveryPlans, RecoveryTests

urlpatterns = [
    path("outages/", Outages.as_view({"get": "list", "post": "create"}), name="outages"),
    path("outages/<int:pk>/", Outages.as_view({"get": "retrieve", "patch": "partial_update"}), name="outage"),
    path("outages/<int:pk>/begin/", Outages.as_view({"post": "begin"}), name="outage_begin"),
    path("outages/<int:pk>/end/", Outages.as_view({"post": "end"}), name="outage_end"),
    path("outages/<int:pk>/withdraw/", Outages.as_view({"post": "withdraw"}), name="outage_withdraw"),
    path("outages/<int:pk>/links/", Outages.as_view({"put": "links"}), name="outage_links"),
    path("majors/", Majors.as_view({"get": "list", "post": "create"}), name="majors"),
    path("majors/<int:pk>/", Majors.as_view({"get": "retrieve", "patch": "partial_update"}), name="major"),
    path("majors/<int:pk>/declare/", Majors.as_view({"post": "declare"}), name="major_declare"),
    path("majors/<int:pk>/decline/", Majors.as_view({"post": "decline"}), name="major_decline"),
    path("majors/<int:pk>/roles/", Majors.as_view({"put": "roles"}), name="major_roles"),
    path("majors/<int:pk>/updates/", Majors.as_view({"post": "updates"}), name="major_updates"),
    path("majors/<int:pk>/timeline/", Majors.as_view({"post": "notes"}), name="major_timeline"),
    path("majors/<int:pk>/tickets/", Majors.as_view({"post": "tickets"}), name="major_tickets"),
    path("majors/<int:pk>/units/<str:code>/", Majors.as_view({"put": "unit"}), name="major_unit"),
    path("majors/<int:pk>/stand_down/", Majors.as_view({"post": "stand_down"}), name="major_stand_down"),
    path("majors/<int:pk>/review/", Majors.as_view({"put": "review"}), name="major_review"),
    path("majors/<int:pk>/actions/", Majors.as_view({"post": "actions"}), name="major_actions"),
    path(
        "majors/<int:pk>/actions/<int:number>/finish/",
        Majors.as_view({"post": "finish_action"}),
        name="major_action_finish",
    ),
    path("recovery_tests/", RecoveryTests.as_view({"get": "list", "post": "create"}), name="recovery_tests"),
    path("recovery_plans/", RecoveryPlans.as_view({"get": "list"}), name="recovery_plans"),
    path("data_feeds/", DataFeeds.as_view({"get": "list"}), name="data_feeds"),
    path("data_feeds/<slug:code>/", DataFeeds.as_view({"get": "retrieve"}), name="data_feed"),
    path("data_feeds/<slug:code>/runs/", DataFeeds.as_view({"post": "runs"}), name="data_feed_runs"),
    path(
        "portfolio/<str:code>/agreed_time/",
        AgreedTimes.as_view({"get": "retrieve", "put": "update"}),
        name="agreed_time",
    ),
]
