"""Addresses of links under `/api/v1/`."""

from django.urls import path

from hospital_itsm.links.api.links import TicketLinks

LINKS = "tickets/<str:key>/links/"
urlpatterns = [
    path(LINKS, TicketLinks.as_view({"get": "list", "post": "create"}), name="ticket_links"),
    path(f"{LINKS}<int:number>/", TicketLinks.as_view({"delete": "destroy"}), name="ticket_link"),
]
