"""Celery entry points of figures. A second beat is harmless: one worker counts at a time, and each step is whole."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.kpi.running import carry_on

SECONDS = 240


@shared_task
def count_figures() -> bool:
    """Count what changed, and what a night or a new formula asks for; beat calls it every five minutes."""
    return carry_on(actor=System("figures"), now=timezone.now(), seconds=SECONDS)
