from django.apps import AppConfig


class WorklogConfig(AppConfig):
    """How long people worked on a ticket, and whom they spoke with on the phone."""

    name = "hospital_itsm.worklog"
    label = "worklog"

    def ready(self) -> None:
        from hospital_itsm.worklog import access, pages  # noqa: F401

        pages.register()
