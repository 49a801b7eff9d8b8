"""Addresses of macros."""

from django.urls import path

from hospital_itsm.macros.views import keeping, ticket
from hospital_itsm.people.views.setup_rows import paths

app_name = "macros"
TICKET = "t/<str:key>/macros/"
urlpatterns = [
    path(TICKET, ticket.ChooseView.as_view(), name="choose"),
    path(f"{TICKET}top/", ticket.TopView.as_view(), name="top"),
    path(f"{TICKET}<int:pk>/", ticket.MacroView.as_view(), name="run"),
    path(f"{TICKET}<int:pk>/insert/", ticket.InsertView.as_view(), name="insert"),
    *keeping.OWN_PATHS,
    *paths(keeping.MACROS, "macros"),
]
