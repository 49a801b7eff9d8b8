from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """One inventory of clinical devices and IT, the places they stand in, and the portfolio of services."""

    name = "assets"
    label = "assets"

    def ready(self) -> None:
        from assets import access, asset_importing, exporting, exporting_recalls, pages, settings_index, told  # noqa: F401
        from assets.message_kinds import register_kinds
        from assets.phi_sources import register_sources
        from assets.recall_panel import register_panel

        register_kinds()
        told.register_kinds()
        register_panel()
        register_sources()
        asset_importing.register_jobs()
        pages.register()
        settings_index.fill()
