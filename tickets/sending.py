"""Letting held replies go out: each in its own transaction. Celery and the beat process call it."""

from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from hospital_itsm.core import context
from hospital_itsm.core.actors import System
from hospital_itsm.core.health import Finding
from tickets.actions.held_replies import put_off, send_held_reply
from tickets.models import HeldReply

LATE = timedelta(minutes=2)
MOST_AT_ONCE = 500
ACTOR = System("undo-send")

log = structlog.get_logger(__name__)


def send_due(now: datetime) -> int:
    """Send every reply that is due by `now`; return how many went out. Safe to run twice at once."""
    due = HeldReply.objects.filter(goes_out_at__lte=now).order_by("goes_out_at", "pk")
    with context.origin(channel="system"):
        return sum(_send(pk, now) for pk in due.values_list("pk", flat=True)[:MOST_AT_ONCE])


def _send(pk: int, now: datetime) -> bool:
    try:
        return send_held_reply(pk, actor=ACTOR, now=now)
    except Exception as error:
        log.error("held_reply.failed", reply=pk, error=type(error).__name__)
        put_off(pk, actor=ACTOR, now=now)
        return False


def late_replies() -> Finding:
    """Has a reply of the desk been held for more than two minutes? Its writer believes that it was sent."""
    waiting = HeldReply.objects.filter(message__created_at__lt=timezone.now() - LATE).count()
    return Finding(f"{waiting} replies were not sent" if waiting else "", {"held_back": waiting})
