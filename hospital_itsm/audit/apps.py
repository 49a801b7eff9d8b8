from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only record of who did what, and its seals."""

    name = "hospital_itsm.audit"
    label = "audit"
