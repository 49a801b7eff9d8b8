from django.apps import AppConfig


class WardsConfig(AppConfig):
    """Computers of wards: enrolled by a link that works once, seen lately, revoked."""

    name = "hospital_itsm.wards"
    label = "wards"

    def ready(self) -> None:
        from hospital_itsm.wards import pages

        pages.register()
