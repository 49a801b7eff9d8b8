from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Tables every worker needs: heartbeats, idempotency keys and jobs."""

    name = "hospital_itsm.jobs"
    label = "jobs"

    def ready(self) -> None:
        from hospital_itsm.jobs import access, health  # noqa: F401

        health.register()
