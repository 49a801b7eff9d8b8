from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Patient safety: events in which a device may have harmed a patient, stand-ins, lost devices with their data."""

    name = "hospital_itsm.safety"
    label = "safety"

    def ready(self) -> None:
        from assets import followers
        from hospital_itsm.safety import access, exported, pages, told  # noqa: F401
        from hospital_itsm.safety.actions.lost_devices import follow_loss
        from hospital_itsm.safety.actions.stand_ins import follow_stand_in

        pages.register()
        told.register_kinds()
        followers.register(follow_loss)
        followers.register(follow_stand_in)
