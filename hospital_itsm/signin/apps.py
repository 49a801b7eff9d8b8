from django.apps import AppConfig


class SigninConfig(AppConfig):
    """The second step of signing in, and signing in through the hospital's own identity provider."""

    name = "hospital_itsm.signin"
    label = "signin"

    def ready(self) -> None:
        from hospital_itsm.outbox import kinds
        from hospital_itsm.signin import settings_index
        from hospital_itsm.signin.message_kinds import FACTORS_CHANGED

        settings_index.fill()
        kinds.register(FACTORS_CHANGED)
