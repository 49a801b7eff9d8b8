"""Celery entry points of assets."""

from celery import shared_task
from django.utils import timezone

from assets import recall_feed, recall_importing
from assets.actions.recalls.watching import tell_of_the_log, tell_what_is_overdue
from hospital_itsm.core.actors import System


@shared_task
def carry_on_recall_imports() -> int:
    """Work the imports of recall notices that wait or were interrupted; beat calls it every few seconds."""
    return recall_importing.carry_on_all()


@shared_task
def fetch_recalls() -> int:
    """Read the feeds of recall notices; beat calls it every day."""
    return len(recall_feed.fetch_all())


@shared_task
def watch_recalls() -> int:
    """Tell of recalls whose deadline has passed; beat calls it every few minutes."""
    return tell_what_is_overdue(actor=System("recall-watch"), now=timezone.now())


@shared_task
def report_recall_log() -> int:
    """Tell of the week's notices about nothing we have; beat calls it on Mondays."""
    return tell_of_the_log(actor=System("recall-watch"), now=timezone.now())
