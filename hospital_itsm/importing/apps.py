from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """A new hospital from files, and what another desk kept; it has no tables."""

    name = "hospital_itsm.importing"
    label = "importing"

    def ready(self) -> None:
        from hospital_itsm.importing.actions import import_tickets  # noqa: F401
