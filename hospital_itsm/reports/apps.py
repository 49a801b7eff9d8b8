from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What is read across the desk and taken away as files."""

    name = "hospital_itsm.reports"
    label = "reports"

    def ready(self) -> None:
        from hospital_itsm.reports import lists  # noqa: F401
