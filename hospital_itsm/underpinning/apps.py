from django.apps import AppConfig


class UnderpinningConfig(AppConfig):
    """What contracts promise a time for, the clocks of tickets in vendors' hands, and scorecards."""

    name = "hospital_itsm.underpinning"
    label = "underpinning"

    def ready(self) -> None:
        from hospital_itsm.audit import recording
        from hospital_itsm.underpinning import access, exported, pages, told  # noqa: F401
        from hospital_itsm.underpinning.actions.following import follow_trail
        from hospital_itsm.underpinning.message_kinds import register_kinds

        recording.follow(follow_trail)
        register_kinds()
        told.register_kinds()
        pages.register()
