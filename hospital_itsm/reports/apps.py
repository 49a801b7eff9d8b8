from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Questions about the house, and what is taken away as files."""

    name = "hospital_itsm.reports"
    label = "reports"

    def ready(self) -> None:
        from hospital_itsm.reports import (  # noqa: F401
            access,
            lists,
            lists_of_house,
            pages,
            schedule_messages,
            told,
            work,
        )

        pages.register()
        told.register_kinds()
        work.register_job()
        schedule_messages.register_kinds()
