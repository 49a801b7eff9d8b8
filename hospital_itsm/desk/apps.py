from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The tools of those who live in the queue: saved views."""

    name = "hospital_itsm.desk"
    label = "desk"

    def ready(self) -> None:
        from hospital_itsm.desk import access, messages, pages, told  # noqa: F401

        messages.register_kinds()
        told.register_kinds()
        pages.register()
