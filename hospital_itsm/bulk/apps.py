from django.apps import AppConfig


class BulkConfig(AppConfig):
    """One change made to many tickets, ticket by ticket, with a result for each and a way back."""

    name = "hospital_itsm.bulk"
    label = "bulk"

    def ready(self) -> None:
        from hospital_itsm.bulk import access, chosen, pages, told, work  # noqa: F401

        chosen.register()
        pages.register()
        told.register_kinds()
        work.register_kinds()
