from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Machinery every other app stands on; it has no tables."""

    name = "hospital_itsm.core"
    label = "core"

    def ready(self) -> None:
        from django.conf import settings

        from hospital_itsm.core import checks, logs  # noqa: F401
        from hospital_itsm.core.health_checks import register_checks

        logs.configure(settings.LOG_LEVEL)
        register_checks()
