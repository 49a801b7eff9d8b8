"""Sign-out by time, and the unit of the person at this computer."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from hospital_itsm.people.models import CareArea
from hospital_itsm.people.workstations import workstation_of

GetResponse = Callable[[HttpRequest], HttpResponse]
PASSIVE_HEADER = "X-Passive"


class SignedInTimesMiddleware:
    """End a signed-in time after idling (shorter on shared workstations) and absolutely after 12 hours.

    Requests that a page makes by itself carry `X-Passive: 1` (polls, presence beats) and never extend it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(time.time())
        started = request.session.setdefault("signed_in_at", now)
        seen = request.session.setdefault("seen_at", now)
        if now - started >= settings.ABSOLUTE_SECONDS or now - seen >= idle_seconds(request):
            logout(request)
            request.signed_out_by_time = True  # type: ignore[attr-defined]
        elif request.headers.get(PASSIVE_HEADER) != "1" and now - seen >= 15:
            request.session["seen_at"] = now


def idle_seconds(request: HttpRequest) -> int:
    """Seconds of idling this computer allows."""
    workstation = workstation_of(request)
    shared = workstation is not None and workstation.is_shared
    return settings.IDLE_SECONDS_SHARED if shared else settings.IDLE_SECONDS


class UnitMiddleware:
    """Set `request.unit`: the workstation's unit, else the unit chosen at sign-in; never the personnel record.

    A person with exactly one membership in a unit has chosen it by signing in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.unit = self._unit(request) if request.user.is_authenticated else None  # type: ignore[attr-defined]
        return self.get_response(request)

    def _unit(self, request: HttpRequest) -> CareArea | None:
        workstation = workstation_of(request)
        if workstation is not None:
            return workstation.care_area
        chosen = request.session.get("unit_id")
        if chosen is None:
            return None
        return CareArea.objects.filter(pk=chosen, is_active=True).first()
