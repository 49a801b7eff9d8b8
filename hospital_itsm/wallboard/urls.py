"""Addresses of wallboards."""

from django.urls import path

from hospital_itsm.people.views.setup_rows import paths
from hospital_itsm.wallboard.views import boards, setup_boards

app_name = "wallboard"
ONE = "setup/wallboards/<int:pk>/address/"
urlpatterns = [
    path("wall/<slug:code>/", boards.BoardView.as_view(), name="board"),
    path("wall/<slug:code>/now/", boards.NowView.as_view(), name="now"),
    path("wall/<slug:code>/open/<str:secret>/", boards.OpenView.as_view(), name="open"),
    path(ONE, setup_boards.AddressView.as_view(), name="address"),
    path(f"{ONE}revoke/", setup_boards.RevokeView.as_view(), name="revoke_address"),
    *paths(setup_boards.BOARDS, "wallboards"),
]
