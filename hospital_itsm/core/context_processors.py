"""What the page shells need on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hospital_itsm.core import context
from hospital_itsm.core.navigation import Navigation
from hospital_itsm.core.theme import DARK_SHEET_MEDIA, chosen_theme


def shell(request: HttpRequest) -> dict[str, Any]:
    """Desk phone, names, theme, request id, unit, idle time; navigation is worked out when a layout asks."""
    theme = chosen_theme(request)
    shared = bool(getattr(request, "shared_workstation", False))
    return {
        "desk_phone": settings.DESK_PHONE,
        "hospital_name": settings.HOSPITAL_NAME,
        "theme": theme,
        "dark_sheet_media": DARK_SHEET_MEDIA[theme],
        "request_id": context.current().request_id,
        "unit": getattr(request, "unit", None),
        "shared_workstation": shared,
        "idle_seconds": settings.IDLE_SECONDS_SHARED if shared else settings.IDLE_SECONDS,
        "navigation": Navigation(request),
    }
