from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors the desk waits for."""

    name = "vendors"
    label = "vendors"
