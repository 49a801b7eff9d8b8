from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Changes told to addresses of other systems, signed, at least once, and no more than an account may read."""

    name = "hospital_itsm.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from hospital_itsm.outbox import kinds
        from hospital_itsm.webhooks import access, health, settings_index, told  # noqa: F401
        from hospital_itsm.webhooks.message_kinds import GIVEN_UP, STOPPED

        kinds.register(GIVEN_UP)
        kinds.register(STOPPED)
        health.register()
        told.register_kinds()
        settings_index.fill()
