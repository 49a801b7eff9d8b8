from django.apps import AppConfig


class SimilarConfig(AppConfig):
    """What looks like a ticket: open ones, solved ones with what fixed them, and known problems."""

    name = "hospital_itsm.similar"
    label = "similar"

    def ready(self) -> None:
        from hospital_itsm.similar import access, pages  # noqa: F401

        pages.register()
