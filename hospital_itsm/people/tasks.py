"""Celery entry points of people."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.people.actions import sessions

SIGN_IN = System("sign-in")


@shared_task
def forget_ended_sessions() -> int:
    """Delete sessions that are over."""
    return sessions.forget_ended_sessions(actor=SIGN_IN, now=timezone.now())


@shared_task
def forget_sign_in_records() -> int:
    """Delete what the lock-out counted long ago."""
    return sessions.forget_sign_in_records(actor=SIGN_IN, now=timezone.now())
