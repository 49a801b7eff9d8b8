from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """What agents on machines say of them, held against the inventory."""

    name = "hospital_itsm.discovery"
    label = "discovery"

    def ready(self) -> None:
        from hospital_itsm.discovery import access  # noqa: F401
        from hospital_itsm.discovery.actions import receiving, taking  # noqa: F401
