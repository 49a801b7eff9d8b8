from django.apps import AppConfig


class FeedConfig(AppConfig):
    """The feed of changes that other systems follow: every change once, in the order of commit."""

    name = "hospital_itsm.feed"
    label = "feed"

    def ready(self) -> None:
        from hospital_itsm.audit import recording
        from hospital_itsm.feed import access  # noqa: F401
        from hospital_itsm.feed.actions.tell import tell_of_trail

        recording.follow(tell_of_trail)
