from django.apps import AppConfig


class MacrosConfig(AppConfig):
    """Named outcomes that agents run on a ticket, and words they put into the box they write in."""

    name = "hospital_itsm.macros"
    label = "macros"

    def ready(self) -> None:
        from hospital_itsm.macros import access, pages  # noqa: F401

        pages.register()
