"""Addresses of ward computers."""

from django.urls import path

from hospital_itsm.wards.views import enrol, open_report, setup_stations

app_name = "wards"
ALL = "setup/workstations/"
urlpatterns = [
    path(ALL, setup_stations.StationsView.as_view(), name="stations"),
    path(f"{ALL}new/", setup_stations.NewStationView.as_view(), name="new_station"),
    path(f"{ALL}<int:pk>/", setup_stations.StationView.as_view(), name="station"),
    path(f"{ALL}<int:pk>/link/", setup_stations.LinkView.as_view(), name="make_link"),
    path(f"{ALL}<int:pk>/revoke/", setup_stations.RevokeView.as_view(), name="revoke_station"),
    path("report/open/", open_report.OpenReportView.as_view(), name="open_report"),
    path("report/open/phi/", open_report.OpenPhiView.as_view(), name="open_phi"),
    path("report/open/<str:key>/", open_report.OpenReceiptView.as_view(), name="open_receipt"),
    path("ward/enrol/<str:secret>/", enrol.EnrolView.as_view(), name="enrol"),
]
