"""Celery entry points of the desk's tools."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.desk.actions import choosing


@shared_task
def watch_views() -> int:
    """Tell of watched views that passed a limit; beat calls it every minute."""
    return choosing.watch_views(timezone.now(), actor=System("desk"))
