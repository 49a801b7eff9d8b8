from django.apps import AppConfig


class LinksConfig(AppConfig):
    """How tickets hang together: the same problem, caused by, blocks, child of."""

    name = "hospital_itsm.links"
    label = "links"

    def ready(self) -> None:
        from hospital_itsm.audit import recording
        from hospital_itsm.links import access, pages  # noqa: F401
        from hospital_itsm.links.actions.following import follow_trail

        recording.follow(follow_trail)
        pages.register()
