"""The kind of the change feed that is of the words of messages, for those who keep the set-up."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.messaging.models import MessageWording


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "message_wording",
            MessageWording,
            ("setup.manage", "messages:read"),
            lambda row: str(row.kind),
            "api:message_wording",
            rows=lambda actor: MessageWording.objects.all(),
        )
    )
