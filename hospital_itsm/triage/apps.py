from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Going through a view of the queue ticket by ticket, one key for each decision."""

    name = "hospital_itsm.triage"
    label = "triage"

    def ready(self) -> None:
        from hospital_itsm.triage import pages

        pages.register()
