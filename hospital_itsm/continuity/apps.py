from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    """Outages of services, major incidents, and what is kept ready for them."""

    name = "hospital_itsm.continuity"
    label = "continuity"

    def ready(self) -> None:
        from hospital_itsm.continuity import access, exported, message_kinds, pages, told  # noqa: F401

        pages.register()
        told.register_kinds()
        message_kinds.register_kinds()
