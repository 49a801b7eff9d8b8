"""Pages that nobody signs in for: from which networks they open, and how often an address may ask."""

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from hospital_itsm.core.addresses import client_address
from hospital_itsm.core.errors import TooMany
from hospital_itsm.core.networks import Network, is_in

SECONDS: Final = 60


def let_in(request: HttpRequest, networks: Iterable[Network]) -> None:
    """Pass a request from one of the networks. Raises Http404 for others, TooMany for one that asks too often."""
    if not may_enter(request, networks):
        raise Http404


def may_enter(request: HttpRequest, networks: Iterable[Network]) -> bool:
    """Does the request come from one of the networks? Raises TooMany for one that does and asks too often."""
    address = known_address(request)
    if not is_in(address, networks):
        return False
    count_stranger(str(address))
    return True


def count_stranger(who: str) -> None:
    """Count one question of an address or computer. Raises TooMany for one that asks too often."""
    if _count(f"strangers-{who}") > settings.OPEN_PAGES_PER_MINUTE:
        raise TooMany(_("This computer asks very often. It is answered again in a minute."), wait=SECONDS)


def known_address(request: HttpRequest) -> str | None:
    """The address a request came from; None where a proxy stands before us that the settings do not know.

    Without TRUSTED_PROXIES such a proxy's own address would stand for everybody behind it.
    """
    if not settings.TRUSTED_PROXIES and request.headers.get("X-Forwarded-For"):
        return None
    return client_address(request)


def _count(key: str) -> int:
    """How often in this minute; a dead cache counts nothing."""
    if cache.add(key, 1, SECONDS):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
