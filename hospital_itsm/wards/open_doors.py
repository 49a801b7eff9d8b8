"""Which computers report without signing in: ward computers, or networks, each only if the settings say so."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest

from hospital_itsm.core.networks import is_in
from hospital_itsm.core.strangers import count_stranger, known_address
from hospital_itsm.people.workstations import workstation_of

NOWHERE: Final = "unknown"


def is_open_here(request: HttpRequest) -> bool:
    """May this computer report without anybody signing in?"""
    if settings.OPEN_REPORT_AT_WORKSTATIONS and workstation_of(request) is not None:
        return True
    return is_in(known_address(request), settings.OPEN_REPORT_NETWORKS)


def let_in_here(request: HttpRequest) -> None:
    """Pass a request of such a computer. Raises Http404 for others, TooMany for one that asks too often."""
    if not is_open_here(request):
        raise Http404
    count_stranger(where_from(request))


def where_from(request: HttpRequest) -> str:
    """The computer, else its address: what is counted."""
    workstation = workstation_of(request)
    if workstation is not None and settings.OPEN_REPORT_AT_WORKSTATIONS:
        return f"workstation-{workstation.pk}"
    return known_address(request) or NOWHERE
