from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """Emergency access to one restricted ticket: with a reason, for hours, told at once, reviewed."""

    name = "hospital_itsm.openings"
    label = "openings"

    def ready(self) -> None:
        from hospital_itsm.openings import access, message_kinds, pages  # noqa: F401

        pages.register()
        message_kinds.register_kinds()
