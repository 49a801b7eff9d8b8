"""Signed-in times that are over, and what the lock-out counted."""

from datetime import datetime, timedelta
from typing import Any, Final

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from hospital_itsm.audit.actions import housekeeping

SIGN_INS_KEPT: Final = timedelta(days=90)
"""How long the lock-out's own rows are kept; which addresses a name came from counts for 30 days (`people.sign_in`)."""


@housekeeping("Rows of browsers that nobody can use any more.")
def forget_ended_sessions(*, actor: Any, now: datetime) -> int:
    """Delete the sessions that ended before `now`; return how many."""
    deleted, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return deleted


@housekeeping("The lasting record of sign-ins is the trail; these rows only count tries.")
def forget_sign_in_records(*, actor: Any, now: datetime) -> int:
    """Delete the lock-out's rows that are older than 90 days; return how many."""
    old = {"attempt_time__lt": now - SIGN_INS_KEPT}
    return sum(
        model.objects.filter(**old).delete()[0] for model in (AccessAttempt, AccessFailureLog, AccessLog)
    )
