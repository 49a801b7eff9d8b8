from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """A new hospital from files, lists of vendors, contracts, budgets and costs, and what another desk kept."""

    name = "hospital_itsm.importing"
    label = "importing"

    def ready(self) -> None:
        from hospital_itsm.importing import work
        from hospital_itsm.importing.actions import import_tickets  # noqa: F401

        work.register_jobs()
