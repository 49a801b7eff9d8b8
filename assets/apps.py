from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """Services (applications and infrastructure) that tickets and notices name."""

    name = "assets"
    label = "assets"

    def ready(self) -> None:
        from assets import access, settings_index  # noqa: F401

        settings_index.fill()
