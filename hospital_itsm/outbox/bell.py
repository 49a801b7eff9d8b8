"""The bell in the shells: how many messages a person has not read."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.outbox.queries import unread_count

KEPT = "_unread_messages"


def unread_of(request: HttpRequest) -> int:
    """Count the unread messages of whoever asks, once per request."""
    if not request.user.is_authenticated:
        return 0
    if not hasattr(request, KEPT):
        setattr(request, KEPT, unread_count(request.user))
    kept: int = getattr(request, KEPT)
    return kept


def register() -> None:
    """Put the bell into the portal's navigation; the agent's top bar draws it by `{% bell_button %}`."""
    navigation.register(
        navigation.NavItem(
            area="portal",
            label=_("Messages"),
            url_name="outbox:bell",
            icon="bell",
            order=90,
            allowed=_may_read,
            count=unread_of,
        )
    )


def _may_read(user: Any) -> bool:
    return bool(user.is_authenticated) and access.can(user, "bell.read")
