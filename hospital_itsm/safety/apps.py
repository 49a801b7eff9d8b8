from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Patient safety: events in which a device may have harmed a patient."""

    name = "hospital_itsm.safety"
    label = "safety"

    def ready(self) -> None:
        from hospital_itsm.safety import access, pages  # noqa: F401

        pages.register()
