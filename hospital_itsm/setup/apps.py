from django.apps import AppConfig


class SetupConfig(AppConfig):
    """Pages with which administrators keep the product."""

    name = "hospital_itsm.setup"
    label = "setup"

    def ready(self) -> None:
        from hospital_itsm.setup import giving, settings_index

        settings_index.fill()
        giving.register_kinds()
