"""Celery entry points of people."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.people.actions.sessions import forget_ended_sessions as forget


@shared_task
def forget_ended_sessions() -> int:
    """Delete sessions that are over."""
    return forget(actor=System("sign-in"), now=timezone.now())
