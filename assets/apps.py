from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """Services (applications and infrastructure) that tickets and notices name."""

    name = "assets"
    label = "assets"
