"""Beating and reading heartbeats."""

from datetime import datetime, timedelta

from django.utils import timezone

from hospital_itsm.jobs.models import Heartbeat


def beat(name: str, **detail: int | str) -> None:
    """Note that the named part finished a round just now; `detail` holds counts, never free text."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now(), "detail": detail})


def last_beat(name: str) -> datetime | None:
    """When the named part last beat, or None when it never did."""
    return Heartbeat.objects.filter(name=name).values_list("beat_at", flat=True).first()


def age(name: str) -> timedelta | None:
    """How long ago the named part beat, or None when it never did."""
    at = last_beat(name)
    return None if at is None else timezone.now() - at
