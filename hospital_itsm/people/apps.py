from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People, units, teams, roles, on-call rota, calendars and tokens."""

    name = "hospital_itsm.people"
    label = "people"

    def ready(self) -> None:
        from hospital_itsm.people import access, pages  # noqa: F401

        pages.register()
