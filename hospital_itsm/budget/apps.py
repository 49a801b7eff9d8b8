from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Budgets: what is planned for a fiscal year, what contracts and orders commit to, and what was spent."""

    name = "hospital_itsm.budget"
    label = "budget"

    def ready(self) -> None:
        from hospital_itsm.budget import access, exported, pages, told  # noqa: F401

        pages.register()
        told.register_kinds()
