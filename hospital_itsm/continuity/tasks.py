"""Celery entry points of major incidents."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.continuity.actions.registers import watch_feeds
from hospital_itsm.continuity.actions.updates import WATCH, deliver_updates
from hospital_itsm.continuity.actions.watch import remind_of_reviews, watch_majors


@shared_task
def watch_major_incidents() -> int:
    """Hand updates to tied tickets and remind of the next one; beat calls it every few seconds."""
    told, last = deliver_updates(actor=WATCH, now=timezone.now())
    while last:
        more, last = deliver_updates(actor=WATCH, now=timezone.now(), after=last)
        told += more
    return told + watch_majors(actor=WATCH, now=timezone.now())


@shared_task
def remind_of_major_reviews() -> int:
    """Tell of feeds that did not come, remind of reviews and actions that are due; beat calls it every hour."""
    told = watch_feeds(actor=WATCH, now=timezone.now())
    while found := remind_of_reviews(actor=WATCH, now=timezone.now()):
        told += found
    return told
