from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Tables every worker needs: heartbeats and idempotency keys."""

    name = "hospital_itsm.jobs"
    label = "jobs"

    def ready(self) -> None:
        from hospital_itsm.jobs import health

        health.register()
