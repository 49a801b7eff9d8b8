from django.apps import AppConfig


class SplittingConfig(AppConfig):
    """Two problems in one ticket become two tickets, and one again within a day."""

    name = "hospital_itsm.splitting"
    label = "splitting"

    def ready(self) -> None:
        from hospital_itsm.splitting import access, pages  # noqa: F401

        pages.register()
