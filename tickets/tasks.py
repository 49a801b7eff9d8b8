"""Celery entry points of tickets."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from tickets import recounting, sending, watching
from tickets.actions import presence
from tickets.actions.drafts import purge_drafts
from tickets.actions.follow_up import remind_and_close
from tickets.actions.protected import purge_protected


@shared_task
def watch_clocks() -> None:
    """Notice missed targets and climb ladders; beat calls it every few seconds."""
    watching.watch(timezone.now())


@shared_task
def send_held_replies() -> int:
    """Let replies go out whose time to be taken back is over; beat calls it every few seconds."""
    return sending.send_due(timezone.now())


@shared_task
def check_clocks() -> int:
    """Report clocks that differ from their history; beat calls it every night."""
    return recounting.report()


@shared_task
def follow_up_resolved() -> int:
    """Remind reporters of resolved tickets and close those nobody answered about; beat calls it every hour."""
    actor, now = System("closing"), timezone.now()
    done, last = remind_and_close(actor=actor, now=now)
    total = done
    while last:
        done, last = remind_and_close(actor=actor, now=now, after=last)
        total += done
    return total


@shared_task
def sweep_presence() -> int:
    """Remove faded presence rows; beat calls it every hour."""
    return presence.sweep_presence(actor=System("housekeeping"))


@shared_task
def forget_kept_words() -> int:
    """Empty protected fields and forget drafts whose time is over; beat calls it every night."""
    actor = System("housekeeping")
    return purge_protected(actor=actor) + purge_drafts(actor=actor)
