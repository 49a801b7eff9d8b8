from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Taking a call: one screen for the caller, what is known already, and the report made for them."""

    name = "hospital_itsm.intake"
    label = "intake"

    def ready(self) -> None:
        from hospital_itsm.intake import access, pages  # noqa: F401

        pages.register()
