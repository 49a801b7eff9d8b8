from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Which contract covers what, what nothing covers, and whom to call."""

    name = "hospital_itsm.coverage"
    label = "coverage"

    def ready(self) -> None:
        from hospital_itsm.coverage import pages
        from hospital_itsm.coverage.actions.carrying import carry_over
        from vendors import successors

        pages.register()
        successors.register(carry_over)
