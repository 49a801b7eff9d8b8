"""Guessing codes: counted by the lock-out under a name of their own, so that a password cannot begin the count anew.

Five wrong codes from one address, or CODE_CEILING over all addresses, and the person's codes are refused for 15
minutes. Passkeys cannot be guessed and go on.
"""

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from hospital_itsm.people.models import User


def counted_name(user: User) -> str:
    """The name under which wrong codes are counted; no user name holds a blank."""
    return f"{user.username} (code)"


def is_locked(request: HttpRequest, user: User) -> bool:
    """Are this person's codes refused, from here or everywhere?"""
    if not AxesProxyHandler.is_allowed(request, {"username": counted_name(user)}):
        return True
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username=counted_name(user), attempt_time__gt=since)
    return (tried.aggregate(failures=Sum("failures_since_start"))["failures"] or 0) >= settings.CODE_CEILING


def count_failure(request: HttpRequest, user: User) -> None:
    """One wrong code more."""
    AxesProxyHandler.user_login_failed(
        sender="signin", credentials={"username": counted_name(user)}, request=request
    )


def forget_failures(user: User) -> None:
    """A right code: the count begins anew."""
    reset(username=counted_name(user))
