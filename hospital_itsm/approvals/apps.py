from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Approval by amount and role, with delegation and links that are used once."""

    name = "hospital_itsm.approvals"
    label = "approvals"

    def ready(self) -> None:
        from hospital_itsm.approvals import access, pages  # noqa: F401

        pages.register()
