"""The address a request came from, behind as many proxies as the settings trust."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The browser's IP address, or None when nothing says it.

    With TRUSTED_PROXIES = n each of the n proxies appended one entry to X-Forwarded-For, so the nth from the right
    is what the outermost of them saw; entries further left were sent by the browser and mean nothing.
    """
    direct = request.META.get("REMOTE_ADDR") or None
    if not settings.TRUSTED_PROXIES:
        return direct
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    given = seen[-settings.TRUSTED_PROXIES] if len(seen) >= settings.TRUSTED_PROXIES else ""
    return given if _is_address(given) else direct


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
