from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Questions about the house, and what is taken away as files."""

    name = "hospital_itsm.reports"
    label = "reports"

    def ready(self) -> None:
        from hospital_itsm.reports import access, lists, lists_of_house, pages, told, work  # noqa: F401

        pages.register()
        told.register_kinds()
        work.register_job()
