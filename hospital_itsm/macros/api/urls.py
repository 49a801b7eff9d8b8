"""Addresses of macros under `/api/v1/`."""

from django.urls import path

from hospital_itsm.macros.api.macros import Macros, TicketMacros

urlpatterns = [
    path("macros/", Macros.as_view({"get": "list"}), name="macros"),
    path("macros/<int:number>/", Macros.as_view({"get": "retrieve"}), name="macro"),
    path(
        "tickets/<str:key>/macros/<int:number>/preview/",
        TicketMacros.as_view({"get": "retrieve"}),
        name="preview_macro",
    ),
    path(
        "tickets/<str:key>/macros/<int:number>/run/",
        TicketMacros.as_view({"post": "create"}),
        name="run_macro",
    ),
]
