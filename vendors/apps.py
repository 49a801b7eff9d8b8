from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors, every name they go by, and the contracts with them."""

    name = "vendors"
    label = "vendors"

    def ready(self) -> None:
        from vendors import access, exported, pages, told  # noqa: F401
        from vendors.message_kinds import register_kinds

        register_kinds()
        told.register_kinds()
        pages.register()
