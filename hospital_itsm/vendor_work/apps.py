from django.apps import AppConfig


class VendorWorkConfig(AppConfig):
    """What vendors do for the hospital: cases about our tickets, sessions from afar on devices."""

    name = "hospital_itsm.vendor_work"
    label = "vendor_work"

    def ready(self) -> None:
        from hospital_itsm.vendor_work import access, exported, pages, told  # noqa: F401
        from hospital_itsm.vendor_work.message_kinds import register_kinds

        register_kinds()
        told.register_kinds()
        pages.register()
