from django.apps import AppConfig


class SimilarConfig(AppConfig):
    """What looks like a ticket, and similar reports within minutes that may be one problem."""

    name = "hospital_itsm.similar"
    label = "similar"

    def ready(self) -> None:
        from hospital_itsm.similar import access, message_kinds, pages, told  # noqa: F401

        pages.register()
        message_kinds.register_kinds()
        told.register_kinds()
