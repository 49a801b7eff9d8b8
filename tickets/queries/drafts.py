"""Reading what somebody typed and has not sent."""

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hospital_itsm.core.crypto import Unreadable, unseal

LATE = timedelta(minutes=5)


def read_draft(user: Any, scope: str) -> dict[str, str]:
    """The fields of the person's draft in a scope (`report`, or a ticket key with a mode); empty when there is none.

    A draft sealed under a key that is gone reads as none: it must not stop the page.
    """
    from tickets.models import Draft

    sealed = Draft.objects.filter(user=user, scope=scope).values_list("sealed", flat=True).first()
    return opened(sealed)


def opened(sealed: Any) -> dict[str, str]:
    """The fields of a sealed draft; None and what no key opens read as none."""
    if sealed is None:
        return {}
    try:
        return dict(json.loads(unseal(bytes(sealed))))
    except (Unreadable, ValueError):
        return {}


def was_just_said(user: Any, ticket: Any, words: str) -> bool:
    """Whether the person's last message on the ticket, of these five minutes, has these words.

    On a slow line what a page kept of a text arrives after the text itself; as a draft it would be sent twice.
    """
    from tickets.models import Message

    recent = Message.objects.filter(ticket=ticket, author=user, created_at__gt=timezone.now() - LATE)
    last = recent.order_by("-pk").values_list("body", flat=True).first()
    return last is not None and last.split() == words.split()
