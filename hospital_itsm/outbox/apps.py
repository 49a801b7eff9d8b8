from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Messages to people and machines, written with the change that causes them."""

    name = "hospital_itsm.outbox"
    label = "outbox"

    def ready(self) -> None:
        from hospital_itsm.outbox import access, bell, checks, health, job_messages  # noqa: F401

        health.register()
        bell.register()
        job_messages.register_kinds()
