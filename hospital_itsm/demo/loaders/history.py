"""Telling what the desk did in the two years before the living tickets: closed tickets by the thousand."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from hospital_itsm.demo.history.load import load as load_tickets
from tickets.models import Ticket

TICKETS: Final = 6_000
OLD: Final = timedelta(days=90)


def is_loaded() -> bool:
    """Was any ticket of this database opened months ago?"""
    return Ticket.objects.filter(opened_at__lt=timezone.now() - OLD).exists()


def load() -> None:
    """Store them; nothing of them is told to anybody."""
    for _stored in load_tickets(TICKETS, now=timezone.now().replace(microsecond=0)):
        pass
