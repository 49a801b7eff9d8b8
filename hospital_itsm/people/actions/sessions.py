"""Signed-in times that are over."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session

from hospital_itsm.audit.actions import housekeeping


@housekeeping("Rows of browsers that nobody can use any more.")
def forget_ended_sessions(*, actor: Any, now: datetime) -> int:
    """Delete the sessions that ended before `now`; return how many."""
    deleted, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return deleted
