from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One box that finds everything a person may see."""

    name = "hospital_itsm.search"
    label = "search"

    def ready(self) -> None:
        from hospital_itsm.search import access, groups  # noqa: F401

        groups.register()
