from django.apps import AppConfig


class WallboardConfig(AppConfig):
    """Screens on the walls of the desk: what is down, the major incident, what waits. No names, no controls."""

    name = "hospital_itsm.wallboard"
    label = "wallboard"

    def ready(self) -> None:
        from hospital_itsm.wallboard import pages

        pages.register()
