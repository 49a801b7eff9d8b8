"""Sign-out by time, and the unit of the person at this computer."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.people.actions.sign_ins import ABSOLUTE, IDLE, note_time_out
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.sign_in import SIGN_IN
from hospital_itsm.people.workstations import workstation_of

GetResponse = Callable[[HttpRequest], HttpResponse]
PASSIVE_HEADER = "X-Passive"
NOTED_EVERY_SECONDS = 15
CLEARED_ON_SIGN_OUT = '"cache", "storage"'


class SignedInTimesMiddleware:
    """End a signed-in time after idling (shorter on shared workstations) and absolutely after 12 hours.

    Requests that a page makes by itself carry `X-Passive: 1` (polls, presence beats) and never extend it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and (reason := self._ended(request)):
            return wiped(self._sign_out(request, user, reason))
        return self.get_response(request)

    def _sign_out(self, request: HttpRequest, user: User, reason: str) -> HttpResponse:
        words = _words(request, reason)
        note_time_out(user, actor=SIGN_IN, reason=reason)
        logout(request)
        messages.info(request, words)
        return self._to_sign_in(request) or self.get_response(request)

    def _ended(self, request: HttpRequest) -> str:
        """Why the time is over (ABSOLUTE or IDLE); empty while it goes on."""
        now = int(time.time())
        started = request.session.setdefault("signed_in_at", now)
        seen = request.session.setdefault("seen_at", now)
        if now - started >= settings.ABSOLUTE_SECONDS:
            return ABSOLUTE
        if now - seen >= idle_seconds(request):
            return IDLE
        if request.headers.get(PASSIVE_HEADER) != "1" and now - seen >= NOTED_EVERY_SECONDS:
            request.session["seen_at"] = now
        return ""

    def _to_sign_in(self, request: HttpRequest) -> HttpResponse | None:
        """Send a fragment's page, or the page a form was sent from, to sign-in; None lets the page itself do it."""
        if request.path in (resolve_url(settings.LOGIN_URL), resolve_url("account_logout")):
            return None
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = redirect_to_login(
                _own_path(request, request.headers.get("HX-Current-URL", ""))
            ).url
            return answer
        if request.headers.get(PASSIVE_HEADER) == "1":
            return HttpResponse(_("You are signed out."), status=401)
        if request.method not in ("GET", "HEAD"):
            return redirect_to_login(_own_path(request, request.headers.get("Referer", "")))
        return None


def _words(request: HttpRequest, reason: str) -> str:
    """Why the time is over, in words for the sign-in page."""
    if reason == ABSOLUTE:
        hours = settings.ABSOLUTE_SECONDS // 3600
        words = ngettext(
            "You were signed out after %(count)d hour. Your report is saved.",
            "You were signed out after %(count)d hours. Your report is saved.",
            hours,
        )
        return words % {"count": hours}
    minutes = idle_seconds(request) // 60
    words = ngettext(
        "You were signed out after %(count)d minute. Your report is saved.",
        "You were signed out after %(count)d minutes. Your report is saved.",
        minutes,
    )
    return words % {"count": minutes}


def wiped(response: HttpResponse) -> HttpResponse:
    """Let the browser forget what it kept of the person who was signed in: pages and unsent words."""
    response["Clear-Site-Data"] = CLEARED_ON_SIGN_OUT
    return response


def _own_path(request: HttpRequest, address: str) -> str:
    """Path and query of a page of ours; the start page for anything else."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return "/"
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def idle_seconds(request: HttpRequest) -> int:
    """Seconds of idling this computer allows."""
    workstation = workstation_of(request)
    shared = workstation is not None and workstation.is_shared
    return settings.IDLE_SECONDS_SHARED if shared else settings.IDLE_SECONDS


class UnitMiddleware:
    """Set `request.unit` (the workstation's unit, else the one chosen at sign-in, never the personnel record's) and
    `request.shared_workstation`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        workstation = workstation_of(request)
        request.shared_workstation = workstation is not None and workstation.is_shared  # type: ignore[attr-defined]
        request.unit = self._unit(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _unit(self, request: HttpRequest) -> CareArea | None:
        if not request.user.is_authenticated:
            return None
        workstation = workstation_of(request)
        if workstation is not None:
            return workstation.care_area
        chosen = request.session.get("unit_id")
        if chosen is None:
            return None
        return CareArea.objects.filter(pk=chosen, is_active=True).first()
