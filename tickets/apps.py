from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Tickets, conversations, clocks, notices and pages."""

    name = "tickets"
    label = "tickets"

    def ready(self) -> None:
        from tickets import access  # noqa: F401
