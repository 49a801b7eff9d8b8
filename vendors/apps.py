from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors the desk waits for."""

    name = "vendors"
    label = "vendors"

    def ready(self) -> None:
        from vendors import access  # noqa: F401
