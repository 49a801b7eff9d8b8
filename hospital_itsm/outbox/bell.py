"""A person's bell: its pages, and the number of unread messages in the shells."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.outbox.models import BellItem

UNREAD_SHOWN = 99
PAGE_LENGTH = 30
KEPT = "_unread_messages"


def unread_count(user: Any) -> int:
    """How many bell items a person has not read, at most `UNREAD_SHOWN` + 1: one read of a small index."""
    return BellItem.objects.filter(user_id=user.pk, read_at__isnull=True)[: UNREAD_SHOWN + 1].count()


def bell_page(user: Any, before: int | None = None) -> tuple[Sequence[BellItem], int | None]:
    """A page of a person's bell, newest first, and the id to continue before, or None at the end."""
    items = BellItem.objects.filter(user_id=user.pk).select_related("message").order_by("-id")
    if before is not None:
        items = items.filter(pk__lt=before)
    page = list(items[: PAGE_LENGTH + 1])
    more = page[PAGE_LENGTH - 1].pk if len(page) > PAGE_LENGTH else None
    return page[:PAGE_LENGTH], more


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
