from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors, every name they go by, and the contracts with them."""

    name = "vendors"
    label = "vendors"

    def ready(self) -> None:
        from vendors import (  # noqa: F401
            access,
            baa_page,
            document_panel,
            exported,
            exported_calls,
            exported_renewals,
            pages,
            told,
        )
        from vendors.approving import register_subject
        from vendors.message_kinds import register_kinds

        register_kinds()
        register_subject()
        told.register_kinds()
        baa_page.register()
        document_panel.register()
        pages.register()
