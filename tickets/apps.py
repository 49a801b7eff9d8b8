from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Tickets, conversations, clocks, notices and pages."""

    name = "tickets"
    label = "tickets"

    def ready(self) -> None:
        from tickets import access, health, panels, told  # noqa: F401
        from tickets.message_kinds import register_kinds
        from tickets.navigation import register_desk, register_portal

        register_kinds()
        told.register_kinds()
        register_portal()
        register_desk()
        panels.register()
        health.register()
