from django.apps import AppConfig


class RedactionConfig(AppConfig):
    """What must not stand on a ticket leaves it and all its copies; under a legal hold it is sealed instead."""

    name = "hospital_itsm.redaction"
    label = "redaction"

    def ready(self) -> None:
        from hospital_itsm.redaction import access, pages  # noqa: F401
        from hospital_itsm.redaction.queries.holds import held_tickets
        from tickets.actions import protected

        protected.KEPT.append(held_tickets)
        pages.register()
