from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    """Shifts of the desk: what one hands over to the next, and a sheet for when the desk itself is down."""

    name = "hospital_itsm.shifts"
    label = "shifts"

    def ready(self) -> None:
        from hospital_itsm.shifts import access, pages  # noqa: F401

        pages.register()
