"""A request of the demo hospital: a colleague of the service desk asks its agent to take a coming week."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.actions.swaps import ask_swap
from hospital_itsm.people.models import OnCallShift, OnCallSwap, User

ASKED: Final = "leo.marsh"
QUEUE: Final = "SD-L1"
LEFT: Final = timedelta(days=8)
"""So long before it lapses at least."""


def is_loaded() -> bool:
    """Is any request in this database, or is nobody there to be asked?"""
    return OnCallSwap.objects.exists() or not User.objects.filter(username=ASKED).exists()


def load() -> None:
    """The first week of a colleague that the agent is free in."""
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    asked = User.objects.get(username=ASKED)
    coming = OnCallShift.objects.filter(
        team__code=QUEUE, level="primary", starts_at__gt=timezone.now() + LEFT
    ).exclude(user=asked)
    for shift in coming.select_related("team", "user").order_by("starts_at"):
        own = OnCallShift.objects.filter(team=shift.team, user=asked)
        if not own.filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at).exists():
            ask_swap(shift, actor=shift.user, asked=asked)
            break
    settle_messages(timezone.now(), newest)
