from django.apps import AppConfig


class VendorFileConfig(AppConfig):
    """What is kept of a vendor beside its contracts: insurance, security reviews, its people and their credentials."""

    name = "hospital_itsm.vendor_file"
    label = "vendor_file"

    def ready(self) -> None:
        from hospital_itsm.vendor_file import access, exported, pages, told  # noqa: F401

        told.register_kinds()
        pages.register()
