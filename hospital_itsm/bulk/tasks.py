"""Celery entry points of bulk changes."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.bulk.actions import choosing
from hospital_itsm.core.actors import System


@shared_task
def forget_bulk_changes() -> int:
    """Delete choices nobody asked for, and old results; beat calls it every night."""
    return choosing.forget_old_changes(timezone.now(), actor=System("bulk"))
