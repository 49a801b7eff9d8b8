"""Sign-in through allauth: no sign-up, the same answer for unknown and known names, lock-out that spares the ward.

Two limits stand against guessing. Axes refuses a name from one address after five failures in 15 minutes; other
people on that address, and the same person elsewhere, go on. Above SIGN_IN_CEILING failures of one name over all
addresses, addresses where that name never signed in get one try every SIGN_IN_PAUSE_SECONDS.
"""

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.actors import System
from hospital_itsm.core.addresses import client_address
from hospital_itsm.people.actions.sign_ins import note_failure, note_lock_out, note_sign_in, note_slow_down
from hospital_itsm.people.models import User
from hospital_itsm.people.workstations import workstation_of

SIGN_IN = System("sign-in")
KNOWN_ADDRESS_FOR = timedelta(days=30)


class SignInAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators or single sign-on, never by sign-up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "That user name and password do not go together. Check both, or call the desk."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow down guessing of one name over many addresses, before any password is looked at."""
        super().pre_authenticate(request, **credentials)
        name = attempted_name(request, credentials)
        if is_slowed(request, name):
            note_slow_down(name, actor=SIGN_IN)
            raise ImmediateHttpResponse(_refused(request, settings.SIGN_IN_PAUSE_SECONDS))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Put the failure into the trail; of the tries on a locked name every fifth, so that nobody can flood it."""
        super().authentication_failed(request, **credentials)
        name = attempted_name(request, credentials)
        failures = getattr(request, "axes_failures_since_start", None) or 0
        if not getattr(request, "axes_locked_out", False):
            note_failure(name, actor=SIGN_IN)
        elif failures and failures % settings.AXES_FAILURE_LIMIT == 0:
            note_lock_out(name, actor=SIGN_IN, failures=failures)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Start the signed-in time and put it into the trail, however the person proved who they are."""
        super().login(request, user)
        workstation = workstation_of(request)
        note_sign_in(actor=user, workstation=workstation.name if workstation else "")


def is_themselves(request: HttpRequest, password: str) -> bool:
    """Is this the password of the person signed in here? A wrong one counts against the lock-out as at sign-in.

    Services have none.
    """
    user = request.user
    if not isinstance(user, User) or not user.has_usable_password():
        return False
    return bool(get_adapter(request).authenticate(request, username=user.username, password=password) == user)


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The user name as failures are counted: capitals and blanks must not make a fresh count."""
    return str((credentials or {}).get("username") or "").strip().lower()


def is_slowed(request: HttpRequest, name: str) -> bool:
    """Must this try wait, because the name was tried too often and this address is new to it?"""
    now = timezone.now()
    tried = AccessAttempt.objects.filter(username=name, attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    found = tried.aggregate(failures=Sum("failures_since_start"), latest=Max("attempt_time"))
    if (found["failures"] or 0) < settings.SIGN_IN_CEILING:
        return False
    if now - found["latest"] >= timedelta(seconds=settings.SIGN_IN_PAUSE_SECONDS):
        return False
    return not _is_known(name, client_address(request))


def _is_known(name: str, address: str | None) -> bool:
    since = timezone.now() - KNOWN_ADDRESS_FOR
    return AccessLog.objects.filter(
        username__iexact=name, ip_address=address, attempt_time__gte=since
    ).exists()


def locked_out(request: HttpRequest, *answer_and_credentials: Any) -> HttpResponse:
    """Answer a sign-in that is locked for this name from this address; axes calls this."""
    return _refused(request, int(settings.AXES_COOLOFF_TIME.total_seconds()))


def _refused(request: HttpRequest, seconds: int) -> HttpResponse:
    response = render(
        request, "account/locked.html", {"seconds": seconds, "minutes": seconds // 60}, status=429
    )
    response["Retry-After"] = str(seconds)
    return response
