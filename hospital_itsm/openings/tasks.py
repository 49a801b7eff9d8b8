"""Celery entry points of emergency openings."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.openings.actions.openings import remind_of_review
from hospital_itsm.openings.queries.openings import late_reviews


@shared_task
def remind_of_reviews() -> int:
    """Remind of every late review, each in a transaction of its own; beat calls it hourly."""
    actor, now = System("openings"), timezone.now()
    return sum(remind_of_review(pk, actor=actor, now=now) for pk in late_reviews(now))
