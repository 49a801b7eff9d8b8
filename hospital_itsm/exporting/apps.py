from django.apps import AppConfig


class ExportingConfig(AppConfig):
    """Lists that leave as CSV and XLSX."""

    name = "hospital_itsm.exporting"
    label = "exporting"

    def ready(self) -> None:
        from hospital_itsm.exporting.actions import exports  # noqa: F401
