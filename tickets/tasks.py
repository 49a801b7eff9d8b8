"""Celery entry points of tickets."""

from celery import shared_task
from django.utils import timezone

from tickets import recounting, watching


@shared_task
def watch_clocks() -> None:
    """Notice missed targets and climb ladders; beat calls it every few seconds."""
    watching.watch(timezone.now())


@shared_task
def check_clocks() -> int:
    """Report clocks that differ from their history; beat calls it every night."""
    return recounting.report()
