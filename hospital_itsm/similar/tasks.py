"""Celery entry points of similar reports."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.similar.actions.groups import GATHERER, gather


@shared_task
def gather_similar_reports() -> int:
    """Put similar reports of the last minutes into groups; beat calls it every minute."""
    return gather(actor=GATHERER, now=timezone.now())
