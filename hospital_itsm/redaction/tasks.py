"""Celery entry points of redaction."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.core.actors import System
from hospital_itsm.redaction.actions.holds import destroy_sealed
from hospital_itsm.redaction.queries.holds import to_destroy


@shared_task
def destroy_what_no_hold_keeps() -> int:
    """Destroy what was sealed under holds that were lifted, each redaction in a transaction of its own; daily."""
    actor, now = System("redaction"), timezone.now()
    return sum(destroy_sealed(pk, actor=actor, now=now) for pk in to_destroy(now))
