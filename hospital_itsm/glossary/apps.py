from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """The common language of clinical engineering and IT."""

    name = "hospital_itsm.glossary"
    label = "glossary"

    def ready(self) -> None:
        from hospital_itsm.glossary import access, settings_index  # noqa: F401

        settings_index.fill()
