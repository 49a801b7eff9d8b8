from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Days that the law hangs on privacy tickets, and reminders of them."""

    name = "hospital_itsm.privacy"
    label = "privacy"

    def ready(self) -> None:
        from hospital_itsm.privacy import access, message_kinds, pages  # noqa: F401

        pages.register()
        message_kinds.register_kinds()
