from django.apps import AppConfig


class KpiConfig(AppConfig):
    """Figures of the house: what each means, what it was every day, and the records behind it."""

    name = "hospital_itsm.kpi"
    label = "kpi"

    def ready(self) -> None:
        from hospital_itsm.kpi import access, exported, pages  # noqa: F401

        pages.register()
