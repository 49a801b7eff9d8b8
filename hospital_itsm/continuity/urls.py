"""Addresses of outages and major incidents."""

from django.urls import path

from hospital_itsm.continuity.exported import FEEDS, MAJORS, OUTAGES, PLANS, TESTS
from hospital_itsm.continuity.views import agreed, major_forms, majors, outages, registers
from hospital_itsm.exporting.views import export_view

app_name = "continuity"
urlpatterns = [
    path("outages/", outages.OutagesView.as_view(), name="outages"),
    path("outages/export/", export_view(OUTAGES), name="export_outages"),
    path("outages/new/", outages.NewOutageView.as_view(), name="new_outage"),
    path("outages/plan/", outages.PlanOutageView.as_view(), name="plan_outage"),
    path("outages/<int:pk>/", outages.OutageView.as_view(), name="outage"),
    path("outages/<int:pk>/edit/", outages.EditOutageView.as_view(), name="edit_outage"),
    path("outages/<int:pk>/begin/", outages.BeginOutageView.as_view(), name="begin_outage"),
    path("outages/<int:pk>/end/", outages.EndOutageView.as_view(), name="end_outage"),
    path("outages/<int:pk>/withdraw/", outages.WithdrawOutageView.as_view(), name="withdraw_outage"),
    path("outages/<int:pk>/links/", outages.OutageLinksView.as_view(), name="outage_links"),
    path("mi/", majors.MajorsView.as_view(), name="majors"),
    path("mi/export/", export_view(MAJORS), name="export_majors"),
    path("mi/new/", major_forms.ProposeView.as_view(), name="propose_major"),
    path("mi/templates/", majors.TemplatesView.as_view(), name="update_templates"),
    path("mi/templates/<slug:code>/", major_forms.EditTemplateView.as_view(), name="update_template"),
    path("mi/MI-<int:pk>/", majors.MajorView.as_view(), name="major"),
    path("mi/MI-<int:pk>/declare/", major_forms.DeclareView.as_view(), name="declare_major"),
    path("mi/MI-<int:pk>/decline/", major_forms.DeclineView.as_view(), name="decline_major"),
    path("mi/MI-<int:pk>/edit/", major_forms.EditMajorView.as_view(), name="edit_major"),
    path("mi/MI-<int:pk>/roles/", major_forms.RolesView.as_view(), name="major_roles"),
    path("mi/MI-<int:pk>/tickets/", major_forms.ChildrenView.as_view(), name="major_tickets"),
    path("mi/MI-<int:pk>/units/<str:code>/", major_forms.AreaView.as_view(), name="major_unit"),
    path("mi/MI-<int:pk>/updates/", major_forms.PostView.as_view(), name="major_post"),
    path("mi/MI-<int:pk>/timeline/", major_forms.NoteView.as_view(), name="major_note"),
    path("mi/MI-<int:pk>/stand-down/", major_forms.StandDownView.as_view(), name="stand_down"),
    path("mi/MI-<int:pk>/review/", major_forms.ReviewView.as_view(), name="major_review"),
    path("mi/MI-<int:pk>/actions/new/", major_forms.NewActionView.as_view(), name="new_major_action"),
    path(
        "mi/MI-<int:pk>/actions/<int:number>/done/",
        major_forms.FinishActionView.as_view(),
        name="finish_major_action",
    ),
    path("continuity/tests/", registers.TestsView.as_view(), name="tests"),
    path("continuity/tests/export/", export_view(TESTS), name="export_tests"),
    path("continuity/tests/new/", registers.NewTestView.as_view(), name="new_test"),
    path("continuity/tests/<int:pk>/withdraw/", registers.WithdrawTestView.as_view(), name="withdraw_test"),
    path("continuity/plans/", registers.PlansView.as_view(), name="plans"),
    path("continuity/plans/export/", export_view(PLANS), name="export_plans"),
    path("continuity/plans/new/", registers.NewPlanView.as_view(), name="new_plan"),
    path("continuity/plans/<int:pk>/", registers.EditPlanView.as_view(), name="plan"),
    path("continuity/feeds/", registers.FeedsView.as_view(), name="feeds"),
    path("continuity/feeds/export/", export_view(FEEDS), name="export_feeds"),
    path("continuity/feeds/new/", registers.NewFeedView.as_view(), name="new_feed"),
    path("continuity/feeds/<slug:code>/", registers.FeedView.as_view(), name="feed"),
    path("continuity/feeds/<slug:code>/edit/", registers.EditFeedView.as_view(), name="edit_feed"),
    path("services/<str:code>/agreed-time/", agreed.AgreedTimeView.as_view(), name="agreed_time"),
]
