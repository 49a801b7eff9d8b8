"""Celery entry points of reports."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.reports.actions.runs import forget_results
from hospital_itsm.reports.scheduled import send_due


@shared_task
def forget_reports() -> int:
    """Delete results that had their time."""
    return forget_results(timezone.now(), actor=System("reports"))


@shared_task
def send_scheduled_reports() -> int:
    """Send the scheduled reports that are due; beat calls it every minute."""
    return send_due(timezone.now(), actor=System("reports"))
