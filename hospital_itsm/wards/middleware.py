"""Noticing that a ward computer is in use."""

from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from hospital_itsm.core.actors import System
from hospital_itsm.people.workstations import workstation_of
from hospital_itsm.wards.actions.stations import note_seen

EVERY_SECONDS: Final = 15 * 60
WATCH: Final = System("ward-watch")


class SeenMiddleware:
    """Notes at most every quarter of an hour that a registered computer asked for a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        workstation = workstation_of(request)
        if workstation is not None and cache.add(f"ward-seen-{workstation.pk}", 1, EVERY_SECONDS):
            note_seen(workstation, actor=WATCH)
        return answer
