from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Who hears of a ticket without having a part in it."""

    name = "hospital_itsm.following"
    label = "following"

    def ready(self) -> None:
        from hospital_itsm.audit import recording
        from hospital_itsm.following import access, exported, pages  # noqa: F401
        from hospital_itsm.following.actions.snoozes import follow_answers
        from hospital_itsm.following.actions.telling import follow_trail
        from hospital_itsm.following.message_kinds import register_kinds

        recording.follow(follow_trail)
        recording.follow(follow_answers)
        register_kinds()
        pages.register()
