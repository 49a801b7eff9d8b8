"""Addresses of tickets, notices and the feed under `/api/v1/`."""

from django.urls import path, register_converter

from tickets.api.tickets import Tickets


class TicketKey:
    """A ticket number such as INC-20418."""

    regex = "[A-Z]{3}-[0-9]{1,12}"

    def to_python(self, value: str) -> str:
        """The key as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The key as it stands."""
        return value


register_converter(TicketKey, "ticket_key")

urlpatterns = [
    path("tickets/", Tickets.as_view({"get": "list", "post": "create"}), name="tickets"),
    path(
        "tickets/<ticket_key:key>/",
        Tickets.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="ticket",
    ),
]
