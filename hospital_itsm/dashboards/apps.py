from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """One page for each leader: what needs a decision, six figures, and what is behind them."""

    name = "hospital_itsm.dashboards"
    label = "dashboards"

    def ready(self) -> None:
        from hospital_itsm.dashboards import access, behind, exported, message_kinds, pages, told  # noqa: F401

        message_kinds.register_kinds()
        told.register_kinds()
        pages.register()
        behind.register()
